"""The day that a moment belongs to, where the firm is."""

from datetime import date, datetime, time

from django.utils.timezone import get_default_timezone


def business_day(at: datetime) -> date:
    """The firm's date at ``at``: half past midnight in Moscow is already tomorrow there, not yet in UTC."""
    return at.astimezone(get_default_timezone()).date()


def month_start(at: datetime) -> datetime:
    """The first moment of the firm's calendar month in which ``at`` lies."""
    return datetime.combine(business_day(at).replace(day=1), time(), get_default_timezone())

"""The day that a moment belongs to, where the firm is."""

from datetime import date, datetime

from django.utils.timezone import get_default_timezone


def business_day(at: datetime) -> date:
    """The firm's date at ``at``: half past midnight in Moscow is already tomorrow there, not yet in UTC."""
    return at.astimezone(get_default_timezone()).date()

"""The day and the hour that a moment belongs to, where the firm is."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone


def business_day(at: datetime) -> date:
    """The firm's date at ``at``: half past midnight in Moscow is already tomorrow there, not yet in UTC."""
    return business_moment(at).date()


def business_moment(at: datetime) -> datetime:
    """The same moment as the firm's clocks show it."""
    return at.astimezone(get_default_timezone())


def day_begins_at(day: date) -> datetime:
    """The firm's midnight with which the day begins."""
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def day_so_far(day: date, at: datetime) -> datetime:
    """The last moment of the day; ``at`` as long as it is not over."""
    return min(day_begins_at(day + timedelta(days=1)) - timedelta(microseconds=1), at)


def month_start(at: datetime) -> datetime:
    """The first moment of the firm's calendar month in which ``at`` lies."""
    return day_begins_at(business_day(at).replace(day=1))

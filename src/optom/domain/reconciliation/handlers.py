"""What both sides have agreed on is closed: by the worker, for a buyer has no right to close anybody's books."""

from datetime import date, datetime, timedelta

from optom.base.business_day import business_day
from optom.domain.credit import actions as credit
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

_DAY = timedelta(days=1)


@journal.on("reconciliation.closed")
def close_the_period(facts: Facts, *, at: datetime) -> None:
    """Through the day on which they agreed; of a day that is not over yet, through the one before it."""
    until = min(date.fromisoformat(facts["until"]), business_day(at) - _DAY)
    books = credit.books_of_contract(facts["contract"])
    credit.close_period(books=books, until=until, is_agreed=True, actor=None, at=at)

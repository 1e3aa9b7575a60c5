"""What both sides have agreed on is closed: by the worker, for a buyer has no right to close anybody's books."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts

_DAY = timedelta(days=1)


@journal.on("reconciliation.closed")
def close_the_period(facts: Facts, *, at: datetime) -> None:
    """Through the day on which they agreed; of a day that is not over yet, through the one before it.

    What was entered since they agreed is told beside the agreement: then nothing is closed, they have to agree anew.
    """
    contract, agreed_on = facts["contract"], date.fromisoformat(facts["until"])
    with transaction.atomic():
        credit.lock(contract)
        owed = settlements.statement(contract, agreed_on, agreed_on).closing
        if owed == Decimal(facts["balance"]):
            until, books = min(agreed_on, business_day(at) - _DAY), credit.books_of_contract(contract)
            credit.close_period(books=books, until=until, is_agreed=True, actor=None, at=at)

"""Periods are closed and opened again (ADR 0041). The database refuses entries of closed days, whoever writes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from .locks import lock

_sql = statements(__package__)
_REASON_LENGTH = 200
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Books:
    """Whose periods: those of one ``contract``, or of all contracts of a ``seller``."""

    seller: int
    contract: int | None = None
    company: int | None = None


def books_of_contract(contract: int) -> Books:
    """The books of a contract alone. Refuses `companies.contract_unknown`."""
    found = companies.contract(contract)
    return Books(found.seller, contract, found.company)


def close_period(
    *, books: Books, until: date, reason: str = "", is_agreed: bool = False, actor: int | None, at: datetime
) -> None:
    """Nothing is entered any more with a day up to ``until`` (included). What is closed so far already stays so.

    Refuses `accounts.may_not`, `credit.closing_of_days_to_come`, `credit.closed_already`, `credit.busy`.
    """
    accounts.require_desk(act="close_period", actor=actor)
    if until >= business_day(at):  # what leaves today is entered today
        raise Refusal("credit.closing_of_days_to_come", field="until", until=until)
    refuse_all(too_long(reason=(reason, _REASON_LENGTH)))
    with transaction.atomic():
        _lock(books)
        closed = _closed(books)
        if closed is None or closed < until:
            said = {"reason": reason.strip(), "is_agreed": is_agreed}
            _write(books, until=until, **said, actor=actor, at=at)
            facts = {"until": until, "reason": reason.strip()}
            journal.record(act="credit.close_period", actor=actor, at=at, **_about(books), facts=facts)
        elif not is_agreed:
            raise Refusal("credit.closed_already", field="until", closed=closed)


def reopen_period(*, books: Books, until: date | None, reason: str, actor: int | None, at: datetime) -> None:
    """Days after ``until`` are open again (all, where None is given), for a reason.

    Refuses `accounts.may_not`, `credit.reopening_reason_missing`, `credit.not_closed`, `credit.busy`.
    """
    accounts.require_desk(act="close_period", actor=actor)
    reason = reason.strip()
    if not reason:
        raise Refusal("credit.reopening_reason_missing", field="reason")
    refuse_all(too_long(reason=(reason, _REASON_LENGTH)))
    with transaction.atomic():
        _lock(books)
        closed = _closed(books)
        if closed is None or (until is not None and until >= closed):
            raise Refusal("credit.not_closed", field="until", closed=closed)
        _write(books, until=until, reason=reason, is_agreed=False, actor=actor, at=at)
        facts = {"until": until, "reason": reason}
        journal.record(act="credit.reopen_period", actor=actor, at=at, **_about(books), facts=facts)


@contextmanager
def refused_when_closed() -> Iterator[None]:
    """Answer `credit.period_closed` where the database refuses an entry of a closed day."""
    try:
        yield
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        if told is None or told.constraint_name != "credit_entry_period_open":
            raise
        facts = orjson.loads(told.message_detail)
        on, closed = date.fromisoformat(facts["on"]), date.fromisoformat(facts["closed"])
        found = {"contract": facts["contract"], "on": on, "closed": closed, "opens": closed + _DAY}
        raise Refusal("credit.period_closed", field="on", **found) from error


def _lock(books: Books) -> None:
    """Whoever writes entries holds the account of their contract: who is at it comes before the closing."""
    if books.contract is not None:
        lock(books.contract)
        return
    with refused_when_busy(Refusal("credit.busy", seller=books.seller)):
        _sql.run("lock_seller", seller=books.seller, patience=PATIENCE)


def _closed(books: Books) -> date | None:
    """What these very books say last; a contract may be closed by its seller besides."""
    closed: date | None = _sql.value("closed", seller=books.seller, contract=books.contract)
    return closed


def _write(books: Books, **said: Any) -> None:
    _sql.run("close", seller=books.seller, contract=books.contract, company=books.company, **said)


def _about(books: Books) -> dict[str, Any]:
    """It is journalled for the company whose contract it is."""
    subject = f"contract:{books.contract}" if books.contract else f"seller:{books.seller}"
    return {"subject": subject, "company": books.company}

"""From which moment and by which terms the time of a reserve runs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from optom.base.sql import statements
from optom.domain.companies import queries as companies
from optom.domain.stock import queries as stock

from .promising import Untils

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Until:
    """A line is held until a moment: ``hours`` from ``since``, by the terms of then.

    ``comes_on`` is the day of its last goods on their way. ``is_first``: the time runs since the order, else it was
    extended, or goods came free, at ``since``.
    """

    until: datetime
    since: datetime
    hours: int
    terms_since: datetime
    comes_on: date | None
    is_first: bool


def until_of(*, contract: int, line: int, at: datetime) -> Until | None:
    """Why a line of the contract is held until its moment; None where it holds nothing."""
    row = _sql.first("reserve_of", contract=contract, line=line)
    if row is None or row.reserved_until is None:
        return None
    comes_on = max((hold.expected_on for hold in stock.holds_of([line]) if hold.expected_on), default=None)
    terms = companies.terms(contract, row.placed_at)
    span = timedelta(hours=terms.reservation_hours)
    if Untils(row.placed_at, span)[comes_on] == row.reserved_until:
        return _made(row.reserved_until, terms, comes_on, is_first=True)
    return _made(row.reserved_until, companies.terms(contract, at), comes_on, is_first=False)


def _made(until: datetime, terms: companies.TermsRow, comes_on: date | None, *, is_first: bool) -> Until:
    since = until - timedelta(hours=terms.reservation_hours)
    return Until(until, since, terms.reservation_hours, terms.valid_from, comes_on, is_first)

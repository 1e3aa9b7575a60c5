"""Of which debts an invoice was: what has left by it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from optom.base.sql import statements
from optom.domain.credit.rules import Ahead

_sql = statements("optom.domain.billing")


def owed_by_invoices(invoices: Sequence[int]) -> dict[int, Mapping[int, Decimal]]:
    """Of each invoice the entries of what left by it and is not settled, with how much of each left by it."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in _sql.rows("owed_by_invoices", invoices=list(invoices), papers=[], contract=None):
        found[row.invoice][row.entry] = row.amount
    return dict(found)


@dataclass(frozen=True, slots=True)
class AheadRow:
    """What can still leave by an invoice that is to be paid by a day, as money may be kept for it."""

    ahead: Ahead
    valid_until: date | None
    sum: Decimal

    def on(self, day: date, *, owed: Decimal) -> Ahead | None:
        """For money of a day, beside what is ``owed`` for what has left; an invoice that has run out binds nothing."""
        if self.valid_until is not None and day > self.valid_until:
            return None
        return replace(self.ahead, most=min(self.ahead.most, self.sum - owed))


def ahead_by_invoices(invoices: Sequence[int]) -> dict[int, AheadRow]:
    """Of each invoice by which goods may still leave what they cost, without what money is kept for them already."""
    return {
        row.invoice: AheadRow(
            Ahead(subject_of(row.invoice), row.paper, row.lines, row.amount), row.valid_until, row.sum
        )
        for row in _sql.rows("ahead_by_invoices", invoices=list(invoices))
    }


def subject_of(invoice: int) -> str:
    """As money that is kept for an invoice names it."""
    return f"billing.invoice:{invoice}"


def owed_by_papers(*, contract: int, papers: Sequence[int]) -> dict[int, Decimal]:
    """The same of all invoices of a contract whose papers these are, together; other papers say nothing."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for row in _sql.rows("owed_by_invoices", invoices=[], papers=list(papers), contract=contract):
        found[row.entry] += row.amount
    return dict(found)

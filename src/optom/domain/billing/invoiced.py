"""Of which debts an invoice was: what has left by it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from optom.base.sql import statements

_sql = statements("optom.domain.billing")


def owed_by_invoices(invoices: Sequence[int]) -> dict[int, Mapping[int, Decimal]]:
    """Of each invoice the entries of what left by it and is not settled, with how much of each left by it."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for row in _sql.rows("owed_by_invoices", invoices=list(invoices), papers=[], contract=None):
        found[row.invoice][row.entry] = row.amount
    return dict(found)


def owed_by_papers(*, contract: int, papers: Sequence[int]) -> dict[int, Decimal]:
    """The same of all invoices of a contract whose papers these are, together; other papers say nothing."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for row in _sql.rows("owed_by_invoices", invoices=[], papers=list(papers), contract=contract):
        found[row.entry] += row.amount
    return dict(found)

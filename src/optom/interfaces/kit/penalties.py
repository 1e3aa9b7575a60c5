"""Penalties for delay as buyers and staff see them: what each debt has cost by a day, and by which terms."""

from decimal import Decimal

from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.domain.billing import queries as billing

from . import formats
from .sheets import Column, Kind
from .terms import penalty_in_words
from .titles import title_of_paper
from .words import named


def title_of_debt(row: billing.PenaltyRow) -> str:
    """What its paper is called; a debt without a paper by its kind."""
    title = title_of_paper(row.title, kind=row.paper_kind, number=row.paper_number, on=row.on)
    return title or named("entry_kind", row.kind)


def _terms(row: billing.PenaltyRow) -> str:
    return penalty_in_words(row.percent, row.grace, row.cap)


def _count(row: billing.PenaltyRow) -> str:
    """So much was late for so many days that cost something; together, times the percentage, they are the penalty."""
    return " + ".join(f"{formats.money(part)} × {days}" for part, days in late_days(row))


def late_days(row: billing.PenaltyRow) -> list[tuple[Decimal, int]]:
    """What was late for how many days that cost something, the first paid first."""
    return list(zip(row.sums, row.days, strict=True))


OF_DEBTS = [
    Column(
        "title",
        gettext_lazy("Document"),
        width=220,
        value=title_of_debt,
        is_frozen=True,
        tone="strong",
        grows=True,
        on_phone=True,
    ),
    Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=104),
    Column("due_on", gettext_lazy("Due"), Kind.DATE, width=92),
    Column("days_overdue", gettext_lazy("Days overdue"), Kind.INTEGER, width=104, on_phone=True),
    Column("count", gettext_lazy("Overdue × days"), width=150, value=_count, is_sortable=False, has_why=True),
    Column("open", pgettext_lazy("money", "Not paid"), Kind.MONEY, width=98, zero="—"),
    Column("percent", gettext_lazy("Terms"), width=170, value=_terms, is_sortable=False),
    Column("penalty", gettext_lazy("Penalty"), Kind.MONEY, width=92, on_phone=True, has_why=True),
    Column("charged", pgettext_lazy("penalty", "Charged"), Kind.MONEY, width=92, zero="—", has_why=True),
    Column("rest", pgettext_lazy("penalty", "Not charged"), Kind.MONEY, width=104, zero="—", has_why=True),
]  # fmt: skip


def of_contracts(*, link: str) -> list[Column]:
    """What is late in each contract and has cost so much; a contract leads to its debts."""
    return [
        Column(
            "company_name", gettext_lazy("Client"), width=220, is_frozen=True, tone="strong", grows=True, on_phone=True
        ),
        Column("number", gettext_lazy("Contract"), width=100, tone="strong", link=link, on_phone=True),
        Column("seller", gettext_lazy("Our entity"), width=176),
        Column("debts", gettext_lazy("Debts"), Kind.INTEGER, width=84),
        Column("open", pgettext_lazy("money", "Not paid"), Kind.MONEY, width=122, zero="—"),
        Column("penalty", gettext_lazy("Penalty"), Kind.MONEY, width=116, on_phone=True, has_why=True),
        Column("charged", pgettext_lazy("penalty", "Charged"), Kind.MONEY, width=116, zero="—", has_why=True),
        Column("rest", pgettext_lazy("penalty", "Not charged"), Kind.MONEY, width=122, zero="—", has_why=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True),
    ]  # fmt: skip

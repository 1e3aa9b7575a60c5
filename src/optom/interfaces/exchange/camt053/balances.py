"""What a statement says of its account as a whole: balances and turnovers. They stand around its entries."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from optom.base.money import kopecks
from optom.domain.bank.rules import Turnover

from .nodes import Element, below, local, text

_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_DEBIT = "DBIT"
_DAY = 10


@dataclass
class Told:
    """Of one statement, as far as it has been read."""

    since: date | None = None
    until: date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    came: Decimal | None = None
    went: Decimal | None = None

    def hear(self, element: Element) -> None:
        """A part of the statement that is no entry."""
        kind = local(element)
        if kind == "Bal":
            self._balance(element)
        elif kind == "FrToDt":
            self.since, self.until = _day(text(element, "FrDtTm")), _day(text(element, "ToDtTm"))
        elif kind == "TxsSummry":
            self.came, self.went = _sum(below(element, "TtlCdtNtries/Sum")), _sum(below(element, "TtlDbtNtries/Sum"))

    def _balance(self, element: Element) -> None:
        kind, amount = text(element, "Tp/CdOrPrtry/Cd"), _sum(below(element, "Amt"))
        if amount is not None and text(element, "CdtDbtInd") == _DEBIT:
            amount = -amount
        on = _day(text(element, "Dt/Dt", "Dt/DtTm"))
        if kind in _OPENING and self.opening is None:
            self.opening, self.since = amount, self.since or on
        elif kind in _CLOSING:
            self.closing, self.until = amount, self.until or on

    def turnover(self, account: str, line: int) -> Turnover | None:
        """Nothing where it does not say of which days it speaks, or how they ended."""
        if not self.since or not self.until or self.since > self.until:
            return None
        if (self.came, self.went, self.closing) == (None, None, None):
            return None
        days = self.since, self.until
        return Turnover(line, account, *days, self.opening, self.came, self.went, self.closing)


def _sum(element: Element | None) -> Decimal | None:
    try:
        value = Decimal(((element.text or "") if element is not None else "").strip())
    except InvalidOperation:
        return None
    return kopecks(value) if value.is_finite() and value.adjusted() < 13 and value == kopecks(value) else None  # noqa: PLR2004 -- digits that a column holds


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:_DAY])
    except ValueError:
        return None

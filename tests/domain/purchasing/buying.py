"""A purchaser, who sends what is short, and what suppliers and the warehouse answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.purchasing import actions
from optom.domain.purchasing.actions import Confirmed
from optom.domain.purchasing.models import SupplierLine
from tests.trade import Firm, dec


def shown(listed: Listed, key: int) -> Any:
    """A row as a list shows it."""
    return listed.one(key)


@dataclass(frozen=True)
class Buying:
    """Paula buys, Walter receives, at one moment."""

    firm: Firm
    paula: int
    walter: int
    at: datetime

    def day(self, later: int) -> date:
        """So many days from now."""
        return business_day(self.at) + timedelta(days=later)

    def ask(self, contract: int, who: int, product: int, quantity: Any, *, key: str = "a", later: int = 0) -> int:
        """A client orders what we do not have; his order's line."""
        at = self.at + timedelta(minutes=later)
        placed = orders.place(contract=contract, lines=[OrderLine(product, dec(quantity))], key=key, actor=who, at=at)
        from optom.domain.orders.models import Line  # noqa: PLC0415 -- only here

        return Line.objects.get(order_id=placed.order).pk

    def send(self, **measured: Any) -> list[SupplierLine]:
        """All that is short is ordered and sent; the lines."""
        actions.measure_needs(at=self.at)
        for made in actions.order_needs(warehouse=self.firm.moscow, actor=self.paula, at=self.at, **measured):
            actions.send(order=made.order, actor=self.paula, at=self.at)
        return list(SupplierLine.objects.order_by("order", "position"))

    def confirm(self, *said: tuple[SupplierLine, Any, Any, int]) -> int:
        """The supplier's word of lines of an order: how much, at which price, in how many days."""
        lines = [Confirmed(line.pk, dec(much), dec(price), self.day(days)) for line, much, price, days in said]
        return actions.confirm(order=said[0][0].order_id, lines=lines, actor=self.paula, at=self.at)

    def receive(self, order: int, came: list[actions.Came], **said: Any) -> int:
        """What Walter has counted."""
        return actions.receive(order=order, came=came, actor=self.walter, at=self.at, **said)

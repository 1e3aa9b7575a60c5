"""One contract's way from order to dispatch, told shortly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from tests.trade import Firm, dec

_keys = count(1)


@dataclass
class Delivery:
    """``alice`` buys in the contract, ``walter`` works in the warehouse."""

    firm: Firm
    contract: int
    alice: int
    walter: int
    at: datetime

    def order(self, *products: tuple[int, Any]) -> list[int]:
        """Place an order; its line numbers."""
        lines = [OrderLine(product, dec(quantity)) for product, quantity in products]
        key = f"order-{next(_keys)}"
        placed = orders.place(contract=self.contract, lines=lines, key=key, actor=self.alice, at=self.at)
        return [line.id for line in ordered.lines(order=placed.order)]

    def request(
        self, *lines: tuple[int, object], key: str = "", address: int | None = None, actor: int | None = None
    ) -> list[int]:
        """Ask for a pick-up as Alice, unless somebody or something else is said."""
        return shipping.request(
            contract=self.contract,
            lines=[(line, dec(quantity)) for line, quantity in lines],
            address=address,
            key=key or f"request-{next(_keys)}",
            actor=actor or self.alice,
            at=self.at,
        )

    def preview(self, *lines: tuple[int, object], address: int | None = None) -> shipments.Verdict:
        """What such a request would be told."""
        asked = [(line, dec(quantity)) for line, quantity in lines]
        return shipping.preview(contract=self.contract, lines=asked, address=address, actor=self.alice, at=self.at)

    def dispatch(self, shipment: int, picked: Mapping[int, Any] | None = None) -> shipping.Dispatched:
        counted = None if picked is None else {line: dec(quantity) for line, quantity in picked.items()}
        return shipping.dispatch(shipment=shipment, picked=counted, actor=self.walter, at=self.at)

    def pay(self, amount: object, key: str = "") -> int:
        key = key or f"payment-{next(_keys)}"
        facts: dict[str, Any] = {"number": key, "on": self.at.date(), "purpose": "", "actor": None, "at": self.at}
        return credit.register_payment(contract=self.contract, key=key, amount=dec(amount), **facts)

    @property
    def account(self) -> settlements.HeadroomRow:
        return settlements.headroom(self.contract, self.at)

    @property
    def debt(self) -> Decimal:
        return self.account.debt

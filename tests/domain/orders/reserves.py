"""One contract's orders and what it holds, told shortly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.credit.models import Account
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from optom.domain.stock import queries as goods
from optom.domain.stock.actions import OnHand
from tests.trade import dec

_keys = count(1)
_NOWHERE = 0


@dataclass
class Reserves:
    """A buyer at work under one contract."""

    contract: int
    actor: int
    at: datetime

    def order(self, *products: tuple[int, Any], key: str = "", at: datetime | None = None) -> list[int]:
        """Place an order; its line numbers."""
        wanted = [OrderLine(product, dec(quantity)) for product, quantity in products]
        key = key or f"order-{next(_keys)}"
        placed = orders.place(contract=self.contract, lines=wanted, key=key, actor=self.actor, at=at or self.at)
        return [line.id for line in queries.lines(order=placed.order)]

    def release(self, *lines: tuple[int, Any], named: Sequence[int] = ()) -> None:
        quantities = {line: dec(quantity) for line, quantity in lines}
        orders.release(contract=self.contract, quantities=quantities, actor=self.actor, at=self.at, named=named)

    def ask(self, line: int, quantity: Any) -> None:
        """A shipment asks for so much of what the line holds on hand."""
        orders.request(contract=self.contract, parts=on_hand(line, quantity), at=self.at)

    def cancel(self, *lines: int) -> None:
        orders.cancel(contract=self.contract, lines=lines, actor=self.actor, at=self.at)

    def extend(self, *lines: int, at: datetime) -> datetime:
        return orders.extend(contract=self.contract, lines=lines, actor=self.actor, at=at)

    def split(self, *lines: tuple[int, Any], key: str = "") -> list[int]:
        wanted = {line: dec(quantity) for line, quantity in lines}
        facts: dict[str, Any] = {"key": key or f"split-{next(_keys)}", "actor": self.actor, "at": self.at}
        return list(orders.split(contract=self.contract, quantities=wanted, **facts).values())

    def move(self, target: int, *lines: tuple[int, Any], key: str = "", centre: int | None = None) -> list[int]:
        """The lines of the new order."""
        wanted = {line: dec(quantity) for line, quantity in lines}
        facts: dict[str, Any] = {"key": key or f"move-{next(_keys)}", "actor": self.actor, "at": self.at}
        placed = orders.move(contract=self.contract, target=target, quantities=wanted, centre=centre, **facts)
        return [line.id for line in queries.lines(order=placed.order)]

    def replace(self, line: int, product: int, quantity: Any, give_up: Any = None, **more: Any) -> int:
        instead = orders.Instead(product, dec(quantity), dec(quantity if give_up is None else give_up))
        facts = {"key": f"replace-{next(_keys)}", "actor": self.actor, "at": self.at, **more}
        return orders.replace(contract=self.contract, line=line, instead=instead, **facts)

    def change(self, line: int, quantity: Any, key: str = "") -> orders.Changed:
        facts: dict[str, Any] = {"key": key or f"change-{next(_keys)}", "actor": self.actor, "at": self.at}
        return orders.change_quantity(contract=self.contract, line=line, quantity=dec(quantity), **facts)

    @property
    def value(self) -> Decimal:
        """What the contract holds is worth."""
        return Account.objects.get(contract_id=self.contract).reserved


def on_hand(line: int, quantity: Any) -> list[OnHand]:
    """So much of what a line holds on hand, in one warehouse after the other; what is not there, of none."""
    left, parts = dec(quantity), []
    for hold in goods.holds_of([line]):
        if hold.arrival is None and (part := min(left, hold.free)):
            parts.append(OnHand(line, hold.warehouse, part))
            left -= part
    return [*parts, OnHand(line, _NOWHERE, left)] if left or not parts else parts


def quantities(line: int) -> dict[str, int]:
    """What has become of a line, without what is nothing."""
    row = Line.objects.get(pk=line)
    names = ("ordered", "reserved", "requested", "shipped", "cancelled")
    found = {name: int(getattr(row, name)) for name in names}
    found["waiting"] = found["ordered"] - found["reserved"] - found["shipped"] - found["cancelled"]
    return {name: quantity for name, quantity in found.items() if quantity}


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """The codes of all reasons of what `pytest.raises(Refusal)` caught."""
    return [reason.code for reason in reasons_of(refused.value)]

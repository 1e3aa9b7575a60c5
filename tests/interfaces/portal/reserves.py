"""What tests do in the sheet of reserves: order, look at its rows, act on them."""

from typing import Any

from django.test import Client
from django.utils import timezone

from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine
from tests.trade import dec


def ordered(contract: int, who: int, product: int, quantity: int, **facts: Any) -> int:
    at = facts.pop("at", timezone.now())
    wanted = [OrderLine(product, dec(quantity))]
    key = f"{contract}-{product}-{quantity}"
    placed = orders.place(contract=contract, lines=wanted, key=key, actor=who, at=at)
    return queries.lines(order=placed.order)[0].id


def rows(client: Client, contract: int, **asked: str) -> list[dict[str, Any]]:
    """The sheet's rows by the names of its columns, with the key."""
    from optom.interfaces.portal.reserves import SHEET  # noqa: PLC0415

    assert not callable(SHEET.columns)
    names = ["key", *(column.name for column in SHEET.columns)]
    answer = client.get(f"/c/{contract}/reserves/rows", asked).json()
    return [dict(zip(names, row, strict=True)) for row in answer["rows"]]


def act(client: Client, contract: int, name: str, keys: list[str], **given: str) -> Any:
    url = f"/c/{contract}/reserves/acts/{name}"
    return client.post(url, {"keys": keys, **given}, content_type="application/json")

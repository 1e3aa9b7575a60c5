"""Change one quantity in a draft of 20, 200 and 2,000 lines, as the grid does: one request through the whole program.

A request carries the session, row-level security, the price and refusals of the cell, the write, the line read back and
the status bar with what the draft now comes to. The floor is the same reads and writes in plain SQL.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import orjson
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import edit_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.order import Buyer, buyers_of
from optom.domain.accounts.models import User
from optom.domain.orders import actions as orders
from optom.interfaces.kit.identity import BUYER, working_as

ROUNDS = 60
WARM_UP = 12


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in buyer before his draft."""

    client: Client
    buyer: Buyer
    draft: int
    products: Sequence[int]

    @property
    def address(self) -> str:
        """Where the grid sends a changed cell."""
        return reverse("portal:draft-cell", kwargs={"contract": self.buyer.contract, "draft": self.draft})


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("edit", "change a quantity in a draft against its floor in SQL")
    options.add_argument("--lines", type=int, nargs="*", default=[20, 200, 2000])
    given = options.parse_args(arguments)
    buyer = buyers_of(1, at=timezone.now())[0]
    say((_measured(buyer, lines, size=given.size) for lines in given.lines), as_json=given.json)
    return 0


def _measured(buyer: Buyer, lines: int, *, size: str) -> Result:
    desk = _desk(buyer, lines)
    try:
        return _both(desk, lines, size)
    finally:
        orders.close_draft(contract=buyer.contract, draft=desk.draft)


def _desk(buyer: Buyer, lines: int) -> Desk:
    at = timezone.now()
    products = sorted(buyer.goods)[:lines]
    assert len(products) == lines, f"the buyer is offered only {len(products)} products"
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.get(pk=buyer.actor))
    draft = orders.open_draft(contract=buyer.contract, name="bench", actor=buyer.actor, at=at)
    orders.set_quantities(contract=buyer.contract, draft=draft, quantities={one: buyer.goods[one] for one in products})
    return Desk(client, buyer, draft, products)


def _both(desk: Desk, lines: int, size: str) -> Result:
    """The sides take turns on the same cells."""
    ours: list[float] = []
    floor: list[float] = []
    statements = 0
    for number, (product, quantity) in zip(range(WARM_UP + ROUNDS), _edits(desk), strict=False):
        with counted() as sent:
            act = timed(partial(_by_act, desk, product, quantity))
        statements = len(sent)
        low = timed(partial(_by_floor, desk, product, quantity))
        if number >= WARM_UP:
            ours.append(act)
            floor.append(low)
    p50, low50 = percentile(ours, 50), percentile(floor, 50)
    case = f"one quantity in {lines} lines"
    return Result("edit", case, size, p50, percentile(ours, 95), 1000 / p50, low50, p50 / low50, statements)


def _edits(desk: Desk) -> Iterator[tuple[int, Decimal]]:
    dice = random.Random(len(desk.products))  # noqa: S311 -- the same edits every time
    while True:
        product = dice.choice(desk.products)
        yield product, desk.buyer.goods[product] * dice.randint(1, 9)


def _by_act(desk: Desk, product: int, quantity: Decimal) -> None:
    body = orjson.dumps({"key": str(product), "column": "quantity", "value": str(quantity)})
    key = {"Idempotency-Key": uuid4().hex}
    answer = desk.client.post(desk.address, body, content_type="application/json", headers=key)
    assert answer.status_code == 200, (answer.status_code, answer.headers, answer.content.decode())  # noqa: PLR2004


def _by_floor(desk: Desk, product: int, quantity: Decimal) -> None:
    with working_as(BUYER, user=desk.buyer.actor):
        raw: Any = connection.connection
        edit_floor.edit(
            raw,
            contract=desk.buyer.contract,
            draft=desk.draft,
            product=product,
            quantity=quantity,
            at=timezone.now(),
        )

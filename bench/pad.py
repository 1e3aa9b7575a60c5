"""Paste 500 and 5,000 rows into a draft, as the grid does: one request through the whole program.

The rows are what buyers send: articles with and without brands, spaces for dashes, lines of mails, names, and some that
mean nothing. The request reads the block, guesses its columns, resolves every row, keeps them, writes the lines, prices
the draft and checks it. Then the first window of that draft. The floor looks up numbers that are ready and prices.
"""

import random
from collections.abc import Sequence
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

from bench import pad_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.order import Buyer, buyers_of
from optom.base.sql import fetch
from optom.domain.accounts.models import User
from optom.domain.catalog.rules import normalise_code
from optom.domain.orders import actions as orders
from optom.interfaces.kit.identity import BUYER, working_as

ROUNDS, WARM_UP, BUYERS = 40, 6, 8


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as buyers may write it."""

    article: str
    brand: str
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A text to paste, and its numbers and quantities ready for the floor."""

    text: str
    codes: Sequence[str]
    quantities: Sequence[Decimal]


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("pad", "paste rows into a draft against their floor in SQL")
    options.add_argument("--rows", type=int, nargs="*", default=[500, 5000])
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args(arguments)
    buyers = buyers_of(BUYERS, at=timezone.now())
    dice = random.Random(7)  # noqa: S311 -- the same blocks every time
    results = (
        result for rows in given.rows for result in _measured(buyers, dice, rows, rounds=given.rounds, size=given.size)
    )
    say(results, as_json=given.json)
    return 0


def _measured(buyers: Sequence[Buyer], dice: random.Random, rows: int, *, rounds: int, size: str) -> list[Result]:
    """The sides take turns on the same blocks, each into a draft of its own."""
    ours, floor, windows = [], [], []
    statements = 0
    for number in range(WARM_UP + rounds):
        buyer = buyers[number % len(buyers)]
        block = _block(_goods_of(buyer, dice), dice, rows)
        with counted() as sent:
            act, window = _by_act(buyer, block)
        statements = len(sent)
        low = _by_floor(buyer, block)
        if number >= WARM_UP:
            ours.append(act)
            windows.append(window)
            floor.append(low)
    p50, low50 = percentile(ours, 50), percentile(floor, 50)
    first = percentile(windows, 50)
    return [
        Result(
            "pad", f"{rows} rows pasted", size, p50, percentile(ours, 95), 1000 / p50, low50, p50 / low50, statements
        ),
        Result("pad", f"window of {rows} rows", size, first, percentile(windows, 95), 1000 / first),
    ]


def _goods_of(buyer: Buyer, dice: random.Random) -> list[Goods]:
    products = dice.sample(sorted(buyer.goods), k=min(3000, len(buyer.goods)))
    rows = fetch(
        "select p.article, b.name as brand, p.name from catalog_product p join catalog_brand b on b.id = p.brand_id "
        "where p.id = any(%(products)s::bigint[])",
        {"products": products},
    )
    return [Goods(*row) for row in rows]


def _block(goods: Sequence[Goods], dice: random.Random, rows: int) -> Block:
    written, codes, quantities = [], [], []
    for _ in range(rows):
        one, quantity = dice.choice(goods), Decimal(dice.randint(1, 99))
        written.append("\t".join([*_written(one, dice), "шт", str(quantity)]))
        codes.append(normalise_code(one.article))
        quantities.append(quantity)
    return Block("\n".join(written), codes, quantities)


def _written(one: Goods, dice: random.Random) -> tuple[str, str]:
    way = dice.random()
    if way < 0.4:  # noqa: PLR2004 -- shares of ways of writing
        return one.article, one.brand
    if way < 0.7:  # noqa: PLR2004
        return one.article.replace("-", " ").lower(), ""
    if way < 0.85:  # noqa: PLR2004
        return f"{one.name} {one.article}", one.brand
    if way < 0.95:  # noqa: PLR2004
        return one.name, ""
    return f"нечто {dice.randint(1000, 9999)}", ""


def _by_act(buyer: Buyer, block: Block) -> tuple[float, float]:
    client = Client(raise_request_exception=True)
    client.force_login(User.objects.get(pk=buyer.actor))
    draft = orders.open_draft(contract=buyer.contract, name="bench", actor=buyer.actor, at=timezone.now())
    place = {"contract": buyer.contract, "draft": draft}
    body = orjson.dumps({"text": block.text})
    try:
        act = timed(partial(_asked, client.post, reverse("portal:draft-paste", kwargs=place), body))
        window = timed(partial(_asked, client.get, reverse("portal:draft-rows", kwargs=place)))
    finally:
        orders.close_draft(contract=buyer.contract, draft=draft)
    return act, window


def _asked(ask: Any, address: str, body: bytes | None = None) -> None:
    headers = {"Idempotency-Key": uuid4().hex}
    more: dict[str, Any] = {"content_type": "application/json"} if body else {}
    answer = ask(address, body, headers=headers, **more)
    assert answer.status_code == 200, (answer.status_code, answer.content.decode()[:300])  # noqa: PLR2004


def _by_floor(buyer: Buyer, block: Block) -> float:
    at = timezone.now()
    draft = orders.open_draft(contract=buyer.contract, name="floor", actor=buyer.actor, at=at)
    raw: Any = connection.connection
    try:
        with working_as(BUYER, user=buyer.actor):
            return timed(
                partial(
                    pad_floor.paste, raw,
                    contract=buyer.contract, draft=draft, codes=block.codes, quantities=block.quantities,
                    key=uuid4().hex, actor=buyer.actor, at=at,
                )
            )  # fmt: skip
    finally:
        orders.close_draft(contract=buyer.contract, draft=draft)

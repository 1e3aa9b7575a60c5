"""Windows of 100 rows on the assortment of random contracts: plain, deep, narrowed, searched, sorted by own price and
by more than indexes know.

The floor is one statement for the same rows: visibility, page, price, stock and what comes next. It knows no totals,
no mistyped words and only one order; for the contract's own price it derives every visible price and sorts, which is
what plain SQL can do.
"""

import random
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from bench import window_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.supplied import supplied
from optom.base.business_day import business_day
from optom.base.listing import Op
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import By, Filters, Key, Narrow, Sort, What
from optom.domain.catalog.models import Brand, Code, Group
from optom.domain.companies.models import Contract
from optom.domain.stock.models import Warehouse

ROUNDS = 60
SLOW_ROUNDS = 4
DEEPEST = 0.9
WORDS = ("подшипник", "подшипники роликовые", "ремень зубчатый", "сальник", "болт", "пдшипник")
PARTS = ("упорн", "2rs", "зубчат", "нержав")
Case = Callable[[random.Random, int], dict[str, Any]]


def main(argv: Sequence[str]) -> int:
    """Measure every case and print it."""
    asked = parser("window", __doc__ or "")
    asked.add_argument("--supplied", action="store_true", help="suppliers have every product, for everybody")
    options = asked.parse_args(argv)
    at = timezone.now()
    contracts = list(Contract.objects.filter(is_active=True).order_by("id").values_list("id", flat=True))
    with supplied() if options.supplied else nullcontext():
        say((_measured(*case, contracts, at, options.size) for case in _cases().items()), as_json=options.json)
    return 0


def _cases() -> dict[str, Case]:
    groups = list(Group.objects.order_by("id").values_list("id", flat=True))
    tops = list(Group.objects.filter(parent=None).order_by("id").values_list("id", flat=True))
    brands = list(Brand.objects.order_by("id").values_list("id", flat=True))
    first = Warehouse.objects.order_by("position").values_list("id", flat=True)[0]
    sortable = _sortable()
    codes = list(Code.objects.order_by("id").values_list("norm", flat=True)[:5000])
    return {
        "plain": lambda _dice, _total: {},
        "deep": lambda dice, total: {"start": int(total * DEEPEST * dice.random())},
        "by article": lambda _dice, _total: {"sort": Sort.ARTICLE},
        "a group": lambda dice, _total: {"filters": Filters(groups=(dice.choice(groups),))},
        "a top group": lambda dice, _total: {"filters": Filters(groups=(dice.choice(tops),))},
        "a brand": lambda dice, _total: {"filters": Filters(brands=(dice.choice(brands),))},
        "in stock": lambda _dice, _total: {"filters": Filters(is_in_stock=True)},
        "a top group in stock": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(tops),), is_in_stock=True)
        },
        "much in a warehouse": lambda _dice, _total: _narrowed(Narrow(What.STOCK, Op.FROM, Decimal(100), first)),
        "there by a day": lambda dice, _total: _narrowed(_by_day(dice)),
        "there by a day, in a top group": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(tops),), narrow=(_by_day(dice),))
        },
        "a part of a name": lambda dice, _total: _narrowed(Narrow(What.NAME, Op.CONTAINS, dice.choice(PARTS))),
        "a range of own price": lambda dice, _total: _between(dice),
        "a part of a number": lambda dice, _total: _search(dice.choice(codes)[1:6]),
        "words": lambda dice, _total: _search(dice.choice(WORDS)),
        "own price": lambda _dice, _total: {"sort": Sort.PRICE},
        "own price, falling": lambda _dice, _total: {"sort": Sort.PRICE, "is_descending": True},
        "own price in a group": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(groups),)),
            "sort": Sort.PRICE,
        },
        "own price in a top group": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(tops),)),
            "sort": Sort.PRICE,
        },
        "a range of own price in a top group": lambda dice, _total: {
            "filters": replace(_between(dice)["filters"], groups=(dice.choice(tops),))
        },
        "10,000 by stock": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(sortable),)),
            "by": [By(Key.STOCK, is_descending=True, warehouse=first)],
        },
        "10,000 by day": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(sortable),)),
            "by": [By(Key.EXPECTED)],
        },
        "10,000 by brand and own price": lambda dice, _total: {
            "filters": Filters(groups=(dice.choice(sortable),)),
            "by": [By(Key.BRAND), By(Key.PRICE)],
        },
    }


def _sortable() -> list[int]:
    """The groups that hold the most of what can be sorted by anything."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select ancestor_id from catalog_shelf s join catalog_grouppath p on p.descendant_id = s.group_id "
            "group by ancestor_id having sum(s.products) <= 10000 order by sum(s.products) desc limit 5"
        )
        return [row[0] for row in cursor.fetchall()]


def _between(dice: random.Random) -> dict[str, Any]:
    low = dice.randint(1, 5000)
    return _narrowed(Narrow(What.PRICE, Op.FROM, Decimal(low)), Narrow(What.PRICE, Op.TO, Decimal(low * 2)))


def _by_day(dice: random.Random) -> Narrow:
    """In three days to three weeks: what few goods keep, and what nearly all do."""
    return Narrow(What.EXPECTED, Op.TO, business_day(timezone.now()) + timedelta(days=dice.randint(3, 21)))


def _narrowed(*asked: Narrow) -> dict[str, Any]:
    return {"filters": Filters(narrow=asked)}


def _search(text: str) -> dict[str, Any]:
    return {"filters": Filters(search=text), "sort": Sort.RELEVANCE}


def _measured(name: str, case: Case, contracts: Sequence[int], at: datetime, size: str) -> Result:
    """Both sides in turn on the same contracts and questions."""
    dice = random.Random(name)  # noqa: S311 -- the same questions every time
    ours, floor = [], []
    rounds = SLOW_ROUNDS if "price" in name else ROUNDS
    statements = 0
    for number in range(ROUNDS):
        contract = dice.choice(contracts)
        total = assortment.window(contract=contract, at=at, count=1).total if name == "deep" else 0
        asked = case(dice, total)
        with counted() as sent:
            ours.append(timed(lambda: assortment.window(contract=contract, at=at, **asked)))  # noqa: B023 -- called now
        statements = len(sent)
        if number < rounds:
            floor.append(timed(lambda: window_floor.rows(contract, at, asked)))  # noqa: B023 -- called now
    p50, low = percentile(ours, 50), percentile(floor, 50)
    return Result("window", name, size, p50, percentile(ours, 95), 1000 / p50, low, p50 / low, statements)

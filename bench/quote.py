"""Issue quotes of 20, 200 and 2,000 lines beside their floor in SQL, and accept them beside a plain order of the same.

All is done as the buyer's role and rolled back: nothing is issued. What floor there is of accepting is that of ordering
(`bench order`); an order at the prices of the moment, by the program's own act, stands beside it here.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from bench import quote_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.order import Buyer, Case, Job, buyers_of
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions as quotes
from optom.interfaces.kit.identity import BUYER, working_as

ROUNDS = {20: 40, 200: 16, 2000: 5}
WARM_UP = 6
KEY = f"bench-{uuid4().hex[:20]}"


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("quote", "issue and accept quotes against their floor in SQL")
    options.add_argument("--lines", type=int, nargs="*", default=[20, 200, 2000])
    given = options.parse_args(arguments)
    at = timezone.now()
    [buyer] = buyers_of(1, at=at)
    assert len(buyer.goods) >= max(given.lines), f"the buyer is offered only {len(buyer.goods)} products: fewer --lines"
    with working_as(BUYER, user=buyer.actor):
        say((row for lines in given.lines for row in _measured(buyer, lines, at, given.size)), as_json=given.json)
    return 0


def _measured(buyer: Buyer, lines: int, at: datetime, size: str) -> Iterator[Result]:
    picks = Job(buyer, Case(lines, 1), ("act",), seed=lines).picks(lines)
    rounds = [_round(buyer, next(picks), at) for _ in range(WARM_UP + ROUNDS.get(lines, 4))][WARM_UP:]
    names = [f"issued, {lines} lines", f"accepted, {lines} lines"]
    with transaction.atomic():
        asked = _asked(next(picks))
        with counted() as issuing:
            quote = quotes.issue_quote(**_own(buyer, at), lines=asked, key=KEY)
        with counted() as accepting:
            quotes.accept(**_own(buyer, at), quote=quote)
        transaction.set_rollback(True)
    for place, (name, sent) in enumerate(zip(names, (issuing, accepting), strict=True)):
        ours, floor = ([one[place][side] for one in rounds] for side in (0, 1))
        p50, floor_p50 = percentile(ours, 50), percentile(floor, 50)
        yield Result(
            bench="quote",
            case=name,
            size=size,
            p50_ms=round(p50, 2),
            p95_ms=round(percentile(ours, 95), 2),
            per_s=round(len(ours) / sum(ours), 1),
            floor_p50_ms=round(floor_p50, 2),
            ratio=round(p50 / floor_p50, 2),
            statements=len([text for text in sent if "SAVEPOINT" not in text]),
        )


def _round(buyer: Buyer, pick: dict[int, Decimal], at: datetime) -> tuple[tuple[float, float], tuple[float, float]]:
    """Seconds of issuing, ours and the floor's; of accepting, and of a plain order of the same lines."""
    own, asked = _own(buyer, at), _asked(pick)
    issue = partial(quotes.issue_quote, **own, lines=asked, key=KEY)
    by_hand = partial(quote_floor.issue, connection.connection, **own, key=KEY, quantities=pick)
    place = partial(orders.place, **own, lines=asked, key=KEY)
    issued = _undone(lambda _given: issue()), _undone(lambda _given: by_hand())
    return issued, (_undone(lambda quote: quotes.accept(**own, quote=quote), issue), _undone(lambda _given: place()))


def _own(buyer: Buyer, at: datetime) -> dict[str, Any]:
    return {"contract": buyer.contract, "actor": buyer.actor, "at": at}


def _asked(pick: dict[int, Decimal]) -> list[OrderLine]:
    return [OrderLine(product, quantity) for product, quantity in pick.items()]


def _undone(act: Callable[[Any], Any], before: Callable[[], Any] = lambda: None) -> float:
    """Seconds of the act, of which nothing stays; what comes before it is not counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select 1")  # begins it also for who works beside Django
        given = before()
        seconds = timed(lambda: act(given))
        transaction.set_rollback(True)
    return seconds

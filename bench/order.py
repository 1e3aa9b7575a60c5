"""Place orders of 20, 200 and 2,000 lines with 1, 2 and 8 workers, beside the floor of hand-written SQL.

Both sides work as the buyer's role under row-level security, on one connection a worker, on the same products, and take
turns order by order, so that what else the machine does meets both alike. Orders a second are those of the act alone.
All that is held is given back afterwards by the program's own act; the orders stay, cancelled, for ledgers only grow.

With ``--supplied`` one buyer orders what only suppliers have, and in turn the same number of goods that stand here,
which is the floor then: what a promise of theirs takes more. All of it is taken back.
"""

import multiprocessing
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, Literal
from uuid import uuid4

from django.db import connection, connections
from django.utils import timezone
from psycopg.errors import LockNotAvailable

from bench import order_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.supplied import supplied
from optom.base.refusal import Refusal
from optom.domain.assortment import queries as assortment
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine, fitting
from optom.interfaces.kit.identity import BUYER, working_as

ROUNDS = {20: 80, 200: 24, 2000: 6}
WARM_UP = 12  # the fourth execution runs prepared, the ninth by a plan for any values
WARM_UP_LINES = 20  # the same statements, whatever the number of lines
WORKERS = (1, 2, 8)
HOT_PRODUCTS = 40
POOL = 6000
Side = Literal["act", "floor"]

# buyers whose orders nothing but goods can stop
_BUYERS = """
select distinct on (c.id) c.id, m.user_id from companies_contract c
join companies_membership m on m.company_id = c.company_id and m.role in ('owner', 'buyer')
join companies_terms t on t.contract_id = c.id and t.valid_to is null
where c.is_active and t.reservation_limit is null and t.minimum_order = 0
order by c.id limit 96
"""
_STOCKED = """
select b.product_id from stock_balance b where b.on_hand - b.held > 0
group by b.product_id order by md5(b.product_id::text) limit %s
"""
_SUPPLIED_ONLY = """
select y.product_id from stock_supply y
where not exists (select from stock_balance b where b.product_id = y.product_id and b.on_hand > b.held)
    and not exists (select from stock_arrival a where a.product_id = y.product_id and a.received < a.quantity)
order by md5(y.product_id::text) limit %s
"""
_PROMISED = """
select count(*) from stock_hold h join orders_line l on l.id = h.owner
where h.arrival_id is not null and l.order_id = %s
"""


@dataclass(frozen=True, slots=True)
class Buyer:
    """A person under a contract, and what he can buy: product -> the least quantity that fits."""

    contract: int
    actor: int
    goods: dict[int, Decimal]


@dataclass(frozen=True, slots=True)
class Case:
    """So many lines an order, so many workers, from all goods or from a few that everybody wants."""

    lines: int
    workers: int
    is_hot: bool = False

    @property
    def name(self) -> str:
        return f"{self.lines} lines, {self.workers} workers{', same goods' if self.is_hot else ''}"


@dataclass(frozen=True, slots=True)
class Job:
    """What one worker places, and by which sides in turn."""

    buyer: Buyer
    case: Case
    sides: tuple[Side, ...]
    seed: int

    def picks(self, lines: int) -> Iterator[dict[int, Decimal]]:
        """Without end: the goods of the next order, in the order of picking."""
        chance = random.Random(self.seed)  # noqa: S311 -- the same for the same seed, not a secret
        goods = sorted(self.buyer.goods)
        pool = goods[:HOT_PRODUCTS] if self.case.is_hot else goods
        while True:
            yield {product: self.buyer.goods[product] for product in chance.sample(pool, lines)}


@dataclass(frozen=True, slots=True)
class Answer:
    """The seconds of every order by side, and the orders made."""

    seconds: dict[Side, list[float]]
    made: list[int]


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("order", "place orders against their floor in SQL")
    options.add_argument("--lines", type=int, nargs="*", default=[20, 200, 2000])
    options.add_argument("--workers", type=int, nargs="*", default=list(WORKERS))
    options.add_argument("--supplied", action="store_true", help="what only suppliers have, beside what stands here")
    given = options.parse_args(arguments)
    if given.supplied:
        say(_supplied(given.lines, size=given.size), as_json=given.json)
        return 0
    buyers = buyers_of(max(given.workers), at=timezone.now())
    most = min(len(buyer.goods) for buyer in buyers)
    assert most >= max(given.lines), (
        f"some of the buyers are offered only {most} products: leave out --lines above that"
    )
    cases = [Case(lines, workers) for lines in given.lines for workers in given.workers]
    cases += [Case(20, workers, is_hot=True) for workers in given.workers if workers > 1 and 20 in given.lines]  # noqa: PLR2004
    say((_measured(case, buyers, size=given.size) for case in cases), as_json=given.json)
    return 0


def buyers_of(needed: int, *, at: datetime) -> list[Buyer]:
    products = _products(_STOCKED)
    with connection.cursor() as cursor:
        cursor.execute(_BUYERS)
        people = cursor.fetchall()
    rich = [Buyer(contract, actor, _goods(contract, products, at)) for contract, actor in people]
    rich.sort(key=lambda buyer: -len(buyer.goods))
    assert len(rich) >= needed, "too few buyers: fill an empty database with `optom demo`"
    return rich[:needed]


def _supplied(sizes: Sequence[int], *, size: str) -> Iterator[Result]:
    with supplied():
        here = buyers_of(1, at=timezone.now())[0]
        there = Buyer(here.contract, here.actor, _goods(here.contract, _products(_SUPPLIED_ONLY), timezone.now()))
        for lines in sizes:
            made: list[int] = []
            with working_as(BUYER, user=here.actor):
                result = _beside_stock(Case(lines, 1), here, there, made, size=size)
            _assert_promised(made[-1], lines)
            yield result


def _beside_stock(case: Case, here: Buyer, there: Buyer, made: list[int], *, size: str) -> Result:
    """What stands here and what suppliers have, in turn; ``made`` are the orders, the last one of suppliers' goods."""
    jobs = [Job(buyer, case, ("act",), seed=7) for buyer in (here, there)]
    _in_turn(jobs, min(case.lines, WARM_UP_LINES), WARM_UP, made)
    floor, seconds = _in_turn(jobs, case.lines, _rounds(case.lines), made)
    with counted() as sent:
        _place(there, "act", next(jobs[1].picks(case.lines)), made)
    p50, floor_p50 = percentile(seconds, 50), percentile(floor, 50)
    return Result(
        bench="order",
        case=f"{case.lines} lines, suppliers have them",
        size=size,
        p50_ms=round(p50, 2),
        p95_ms=round(percentile(seconds, 95), 2),
        per_s=round(len(seconds) / sum(seconds), 1),
        floor_p50_ms=round(floor_p50, 2),
        ratio=round(p50 / floor_p50, 2),
        statements=len(sent),
    )


def _in_turn(jobs: Sequence[Job], lines: int, rounds: int, made: list[int]) -> list[list[float]]:
    picks = [job.picks(lines) for job in jobs]
    seconds: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, pick, took in zip(jobs, picks, seconds, strict=True):
            took.append(timed(partial(_place, job.buyer, "act", next(pick), made)))
    return seconds


def _assert_promised(order: int, lines: int) -> None:
    """Most of it is promised of what suppliers have; the last of something may be too few."""
    with connection.cursor() as cursor:
        cursor.execute(_PROMISED, [order])
        promised = int(cursor.fetchone()[0])
    assert promised > lines // 2, (promised, lines)


def _products(statement: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [POOL])
        return [row[0] for row in cursor.fetchall()]


def _goods(contract: int, products: Sequence[int], at: datetime) -> dict[int, Decimal]:
    offers = assortment.offers(contract=contract, quantities=dict.fromkeys(products, Decimal(1)), at=at)
    good = [row for row in offers if row.is_visible and row.price is not None]
    return {row.product: fitting(Decimal(1), multiple=row.multiple, minimum=row.minimum) for row in good}


def _measured(case: Case, buyers: Sequence[Buyer], *, size: str) -> Result:
    both = _run(case, buyers, ("act", "floor"))
    alone = _run(case, buyers, ("act",))
    p50, floor_p50 = percentile(_of(both, "act"), 50), percentile(_of(both, "floor"), 50)
    return Result(
        bench="order",
        case=case.name,
        size=size,
        p50_ms=round(p50, 2),
        p95_ms=round(percentile(_of(both, "act"), 95), 2),
        per_s=round(sum(len(answer.seconds["act"]) / sum(answer.seconds["act"]) for answer in alone), 1),
        floor_p50_ms=round(floor_p50, 2),
        ratio=round(p50 / floor_p50, 2),
        statements=_statements(case, buyers[0]),
    )


def _of(answers: Iterable[Answer], side: Side) -> list[float]:
    return [second for answer in answers for second in answer.seconds[side]]


def _run(case: Case, buyers: Sequence[Buyer], sides: tuple[Side, ...]) -> list[Answer]:
    """What each worker says; all of them work at once."""
    connections.close_all()
    jobs = [Job(buyers[number], case, sides, seed=number + 1) for number in range(case.workers)]
    with multiprocessing.get_context("fork").Pool(case.workers) as pool:
        answers = pool.map(_work, jobs, chunksize=1)
    for job, answer in zip(jobs, answers, strict=True):
        _give_back(job.buyer, answer.made)
    return answers


def _rounds(lines: int) -> int:
    return next((rounds for size, rounds in ROUNDS.items() if lines <= size), 4)


def _work(job: Job) -> Answer:
    """In a process of its own: each side places its next order in turn, and the turns change every round."""
    connections.close_all()
    answer = Answer({side: [] for side in job.sides}, [])
    with working_as(BUYER, user=job.buyer.actor):
        for pick in islice(job.picks(min(job.case.lines, WARM_UP_LINES)), WARM_UP):
            for side in job.sides:
                _place(job.buyer, side, pick, answer.made)
        picks = job.picks(job.case.lines)
        for number in range(_rounds(job.case.lines)):
            for side in job.sides if number % 2 else reversed(job.sides):
                act = partial(_place, job.buyer, side, next(picks), answer.made)
                answer.seconds[side].append(timed(act))
    connections.close_all()
    return answer


def _place(buyer: Buyer, side: Side, pick: dict[int, Decimal], made: list[int]) -> None:
    """Place the order; as a buyer would, again with the same key when others work with the goods for too long."""
    key = f"bench-{uuid4().hex[:20]}"
    act = _by_floor if side == "floor" else _by_act
    while True:
        try:
            made.append(act(buyer, pick, key))
        except LockNotAvailable:
            continue
        except Refusal as refusal:
            if refusal.code not in {"stock.busy", "credit.busy"}:
                raise RuntimeError(refusal) from None  # what can be told to the other process
        else:
            return


def _by_act(buyer: Buyer, pick: dict[int, Decimal], key: str) -> int:
    lines = [OrderLine(product, quantity) for product, quantity in pick.items()]
    at = timezone.now()
    return orders.place(contract=buyer.contract, lines=lines, key=key, actor=buyer.actor, at=at).order


def _by_floor(buyer: Buyer, pick: dict[int, Decimal], key: str) -> int:
    raw: Any = connection.connection
    contract, actor, at = buyer.contract, buyer.actor, timezone.now()
    return order_floor.place(raw, contract=contract, actor=actor, key=key, quantities=pick, at=at)


def _statements(case: Case, buyer: Buyer) -> int:
    job = Job(buyer, case, ("act",), seed=99)
    made: list[int] = []
    with counted() as sent:
        _place(buyer, "act", next(job.picks(case.lines)), made)
    _give_back(buyer, made)
    return len(sent)


def _give_back(buyer: Buyer, made: Sequence[int]) -> None:
    at = timezone.now()
    for order in made:
        lines = [line.id for line in ordered.lines(order=order)]
        try:
            orders.cancel(contract=buyer.contract, lines=lines, actor=None, at=at)
        except Refusal as refusal:
            print(f"order {order} keeps its goods: {refusal}")

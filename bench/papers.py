"""Issue invoices of 20 and 2,000 lines for one seller and draw them, beside the floor: Typst alone and one insert.

By several processes it is told apart: what buyers issue at once, and what workers draw at once, beside as many that
have the payloads at hand and do nothing but draw them. Both sides work as the buyer's role under row-level security,
each worker as another buyer of the same seller, whose numbers they share. The goods ordered for it are given back
afterwards; invoices stay, for numbers have no gaps.
"""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

import orjson
from django.db import connection, connections
from django.utils import timezone

from bench.measuring import Result, counted, parser, percentile, say, timed
from bench.order import POOL, Buyer, _give_back, _goods
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as invoices
from optom.domain.documents import actions as documents
from optom.domain.documents.render import render_pdf
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit.identity import BUYER, working_as

ROUNDS = {20: 100, 2000: 8}
WARM_UP = 4  # the fourth execution runs prepared
WORKERS = (1, 2)

# buyers of the busiest seller whose orders nothing but goods can stop
_BUYERS = """
select distinct on (c.id) c.id, m.user_id from companies_contract c
join companies_membership m on m.company_id = c.company_id and m.role in ('owner', 'buyer')
join companies_terms t on t.contract_id = c.id and t.valid_to is null
where c.is_active and t.reservation_limit is null and t.minimum_order = 0
    and c.seller_id = (select seller_id from companies_contract group by 1 order by count(*) desc, 1 limit 1)
order by c.id limit 40
"""
_STOCKED = """
select b.product_id from stock_balance b group by b.product_id
having sum(b.on_hand - b.held) > 20 order by md5(b.product_id::text) limit %s
"""
_SOURCE = "select template, payload::text, issued_at from documents_paper where id = %s"
# archived as a kind of its own without a number given, so that it is taken back with its transaction
_INSERT = """
insert into documents_paper (owner, kind, year, serial, number, title, issued_at, company_id, contract_id, subject,
    payload, template, renderer, source_sha256)
select owner, 'floor', year, %s, number, title, issued_at, company_id, contract_id, subject, %s::text::jsonb, template,
    '', source_sha256
from documents_paper where id = %s
"""

T = TypeVar("T")
Timed = list[float]  # seconds of each act


@dataclass(frozen=True, slots=True)
class Ordered:
    """A buyer and his order of so many lines, of which he issues invoices."""

    buyer: Buyer
    order: int
    lines: int


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("papers", "issue and draw invoices of one seller against Typst alone")
    options.add_argument("--lines", type=int, nargs="*", default=[20, 2000])
    options.add_argument("--workers", type=int, nargs="*", default=list(WORKERS))
    given = options.parse_args(arguments)
    buyers = _buyers(max(given.workers), most=max(given.lines), at=timezone.now())
    say(_measured(given.lines, given.workers, buyers, size=given.size), as_json=given.json)
    return 0


def _measured(sizes: Iterable[int], workers: Iterable[int], buyers: Sequence[Buyer], *, size: str) -> Iterator[Result]:
    for lines in sizes:
        with _ordered(buyers, lines) as ordered:
            yield _apart(_one_paper, ordered[:1], size)[0]
            for several in workers:
                yield _issued_at_once(ordered[:several], size)
            for several in workers:
                yield _drawn_at_once(ordered[:several], size)


def _buyers(needed: int, *, most: int, at: datetime) -> list[Buyer]:
    with connection.cursor() as cursor:
        cursor.execute(_STOCKED, [POOL])
        products = [row[0] for row in cursor.fetchall()]
        cursor.execute(_BUYERS)
        people = cursor.fetchall()
    rich = (Buyer(contract, actor, _goods(contract, products, at)) for contract, actor in people)
    found = [buyer for buyer in rich if len(buyer.goods) >= most]
    assert len(found) >= needed, f"no seller has {needed} buyers who are offered {most} products"
    return found[:needed]


@contextmanager
def _ordered(buyers: Sequence[Buyer], lines: int) -> Iterator[list[Ordered]]:
    """Each buyer's order, given back at the end."""
    made = []
    try:
        for buyer in buyers:
            made.append(  # noqa: PERF401 -- what was ordered before a refusal is given back too
                Ordered(buyer, _order(buyer, lines), lines)
            )
        yield made
    finally:
        for one in made:
            _give_back(one.buyer, [one.order])


def _order(buyer: Buyer, lines: int) -> int:
    wanted = [OrderLine(product, buyer.goods[product]) for product in sorted(buyer.goods)[:lines]]
    with working_as(BUYER, user=buyer.actor):
        key = f"bench-{uuid4().hex[:20]}"
        return orders.place(contract=buyer.contract, lines=wanted, key=key, actor=buyer.actor, at=timezone.now()).order


def _one_paper(size: str, ordered: Ordered) -> Result:
    """From the button to the PDF, by one buyer alone; the floor draws the same payload and inserts it once."""
    rounds = ROUNDS.get(ordered.lines, 20)
    with working_as(BUYER, user=ordered.buyer.actor):
        sample = _issue(ordered)
        ours = _seconds(lambda: documents.draw(_issue(ordered)), rounds)
        floor = _seconds(partial(_by_floor, sample, count(1)), rounds)
        with counted() as sent:
            documents.draw(_issue(ordered))
    return _result(f"{ordered.lines} lines, issued and drawn", size, ours, floor, statements=len(sent))


def _issued_at_once(ordered: Sequence[Ordered], size: str) -> Result:
    """Invoices a second of one seller, by several buyers at once; drawing is left to the worker."""
    buyers = "1 buyer" if len(ordered) == 1 else f"{len(ordered)} buyers"
    ours = _apart(_issuing, ordered, size)
    return _result(f"{ordered[0].lines} lines, issued, {buyers}", size, _all(ours), rate=_rate(ours))


def _drawn_at_once(ordered: Sequence[Ordered], size: str) -> Result:
    """Papers a second that several processes draw for the first time; the floor does so without a database."""
    workers = "1 worker" if len(ordered) == 1 else f"{len(ordered)} workers"
    case = f"{ordered[0].lines} lines, drawn, {workers}"
    ours, floor = _apart(_drawing, ordered, size), _apart(_drawing_alone, ordered, size)
    return _result(case, size, _all(ours), _all(floor), rate=_rate(ours))


def _apart(work: Callable[[str, Ordered], T], ordered: Sequence[Ordered], size: str) -> list[T]:
    """Each in a process of its own that has drawn nothing yet: Typst's threads do not outlive a fork."""
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(len(ordered)) as pool:
        return pool.map(partial(work, size), ordered, chunksize=1)


def _issuing(_size: str, ordered: Ordered) -> Timed:
    return _timed_apart(ordered, lambda: partial(_issue, ordered))


def _drawing(_size: str, ordered: Ordered) -> Timed:
    return _timed_apart(ordered, lambda: partial(documents.draw, _issue(ordered)))


def _drawing_alone(_size: str, ordered: Ordered) -> Timed:
    return _timed_apart(ordered, lambda: partial(_by_typst, *_source(_issue(ordered))))


def _timed_apart(ordered: Ordered, prepared: Callable[[], Callable[[], object]]) -> Timed:
    """The seconds of each act that was prepared before any was timed; all of them begin warm."""
    with working_as(BUYER, user=ordered.buyer.actor):
        acts = [prepared() for _ in range(WARM_UP + ROUNDS.get(ordered.lines, 20))]
        for act in acts[:WARM_UP]:
            act()
        return [timed(act) for act in acts[WARM_UP:]]


def _all(several: Sequence[Timed]) -> Timed:
    return [second for one in several for second in one]


def _rate(several: Sequence[Timed]) -> float:
    return sum(len(one) / sum(one) for one in several)


def _issue(ordered: Ordered) -> int:
    """The paper of a new invoice for the whole order."""
    buyer, key = ordered.buyer, f"bench-{uuid4().hex[:20]}"
    invoice = billing.issue_invoice(
        contract=buyer.contract, order=ordered.order, key=key, actor=buyer.actor, at=timezone.now()
    )
    return invoices.invoice(invoice).paper


@cache
def _source(paper: int) -> tuple[str, dict[str, Any], datetime]:
    with connection.cursor() as cursor:
        cursor.execute(_SOURCE, [paper])
        template, payload, issued_at = cursor.fetchone()
    return template, orjson.loads(payload), issued_at


def _by_typst(template: str, payload: dict[str, Any], issued_at: datetime) -> None:
    render_pdf(template, payload, at=issued_at)


def _by_floor(paper: int, serials: Iterator[int]) -> None:
    """Typst with the payload at hand, one insert. The commit's wait for the disk is left out: it favours the floor."""
    template, payload, issued_at = _source(paper)
    numbered = payload | {"heading": f"{payload['heading']} {next(serials)}"}  # else Typst remembers the last one
    _by_typst(template, numbered, issued_at)
    with connection.cursor() as cursor:
        cursor.execute("begin")
        cursor.execute(_INSERT, [next(serials), orjson.dumps(numbered).decode(), paper])
        cursor.execute("rollback")


def _seconds(act: Callable[[], object], rounds: int) -> list[float]:
    for _ in range(WARM_UP):
        act()
    return [timed(act) for _ in range(rounds)]


def _result(
    case: str,
    size: str,
    seconds: Sequence[float],
    floor: Sequence[float] = (),
    *,
    rate: float | None = None,
    statements: int | None = None,
) -> Result:
    p50 = percentile(seconds, 50)
    floor_p50 = percentile(floor, 50) if floor else None
    return Result(
        bench="papers",
        case=case,
        size=size,
        p50_ms=round(p50, 2),
        p95_ms=round(percentile(seconds, 95), 2),
        per_s=round(len(seconds) / sum(seconds) if rate is None else rate, 1),
        floor_p50_ms=None if floor_p50 is None else round(floor_p50, 2),
        ratio=None if floor_p50 is None else round(p50 / floor_p50, 2),
        statements=statements,
    )

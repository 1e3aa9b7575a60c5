"""Work the prices of all products in ten columns out anew, when 5 % or all costs have moved, and put them into force.

The floor is the same work by hand: one statement with the formulas written out, its rows into a table, the prices in
force changed from it, and the ledger of prices. While ours is published a reader asks for windows of the catalog, as
buyers do. Ours also counts moves, guards and margins, which the floor does not.
Costs, columns and prices are made for the run; all of it is rolled back, and neither side commits anything.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import reprice_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.domain.assortment import queries as assortment
from optom.domain.companies.models import Contract
from optom.domain.policy import actions
from optom.domain.policy.document import Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.pricing.models import Column

COLUMNS = 10

_COSTS = """
insert into costs_figure (input_id, product_id, amount)
select i.id, p.id, 100 + mod(p.id, 9000) from costs_input i cross join catalog_product p where i.name = 'planned_cost'
on conflict (input_id, product_id) do update set amount = excluded.amount
"""
_MOVED = """
update costs_figure f set amount = amount * 1.01
from costs_input i
where i.id = f.input_id and i.name = 'planned_cost' and mod(f.product_id * 7919, 100) < %(moved)s
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("reprice", "all prices anew, published, beside the floor in SQL")
    options.add_argument("--moved", type=int, nargs="*", default=[5, 100], help="how many costs of a hundred move")
    given = options.parse_args(arguments)
    with _rolled_back():
        columns = _prepared(timezone.now())
        say((row for moved in given.moved for row in _measured(moved, columns, given.size)), as_json=given.json)
    return 0


def _prepared(at: datetime) -> list[Column]:
    """Costs of everything, and ten columns with the prices that the policy makes of them."""
    columns = [
        Column.objects.create(code=f"bench{place}", name=f"Bench {place}", external_id=f"bench{place}")
        for place in range(COLUMNS)
    ]
    _run(_COSTS)
    reprice_floor.work_out(columns)
    reprice_floor.publish(at)
    _run("analyze costs_figure, pricing_columnprice")
    return columns


def policy_of(columns: Sequence[Column]) -> Policy:
    """A ladder of mark-ups in the first column, the others made of it, all rounded and guarded; and what goods cost."""
    first, *others = (column.code for column in columns)
    rungs = tuple(Rung(least, mark_up) for least, mark_up in reprice_floor.RUNGS)
    return Policy(
        names=(Named("landed", "planned_cost * 1.02"),),
        tables=(Table("mark-up", rungs=rungs),),
        rules=(
            Rule(first, 'ROUND(landed * LOOKUP(planned_cost, "mark-up"), 0)', 'brand = "Bosch"'),
            Rule(first, 'landed * LOOKUP(planned_cost, "mark-up")'),
            *(Rule(code, f"{first} * {reprice_floor.share(place)}") for place, code in enumerate(others, 1)),
        ),
        roundings=tuple(
            Rounding(column.code, "IF(price > 1000, CEILING(price, 10) - 1, ROUND(price, 2))") for column in columns
        ),
        guards=(Guard("not below cost", "price >= landed"), Guard("no jump", "IFBLANK(ABS(change), 0) <= 20%")),
        cost="landed",
    )


def _measured(moved: int, columns: Sequence[Column], size: str) -> Iterator[Result]:
    at = timezone.now()
    policy = policy_of(columns)
    with _rolled_back():
        _run(_MOVED, moved=moved)
        with _rolled_back():
            floor = timed(lambda: reprice_floor.work_out(columns))
            floor_published = timed(lambda: reprice_floor.publish(at))
            expected = reprice_floor.published()
        with counted() as sent:
            ours = timed(lambda: _publication.append(actions.simulate(policy=policy, actor=None, at=at)))
        yield _result(f"{moved} % worked out", ours, floor, size, statements=len(sent))
        quiet = _read_while(lambda: threading.Event().wait(5))
        with counted() as sent:
            busy = _read_while(lambda: _times.append(timed(lambda: _approve(at))))
        yield _result(f"{moved} % published", _times[-1], floor_published, size, statements=len(sent))
        assert reprice_floor.in_force(columns) == expected, "both sides do the same work"
        yield _readers("readers before", quiet, size)
        yield _readers("readers meanwhile", busy, size)


_publication: list[int] = []
_times: list[float] = []


def _approve(at: datetime) -> None:
    actions.approve(publication=_publication[-1], actor=None, at=at)
    actions.publish_due(at=at)  # many are left to the worker


def _read_while(act: Callable[[], Any]) -> list[float]:
    """Seconds of each window that another connection asked for while the act went on."""
    stop, took = threading.Event(), []
    contracts = list(Contract.objects.filter(is_active=True).values_list("pk", flat=True)[:50])

    def read() -> None:
        place = 0
        while not stop.is_set():
            contract = contracts[place % len(contracts)]
            took.append(timed(lambda: assortment.window(contract=contract, at=timezone.now(), count=100)))  # noqa: B023 -- called now
            place += 1
            stop.wait(0.02)
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    act()
    stop.set()
    reader.join()
    return took


def _result(case: str, ours: float, floor: float, size: str, *, statements: int) -> Result:
    return Result("reprice", case, size, ours * 1000, ours * 1000, 1 / ours, floor * 1000, ours / floor, statements)


def _readers(case: str, took: Sequence[float], size: str) -> Result:
    p50 = percentile(took, 50)
    return Result("reprice", case, size, p50, percentile(took, 95), 1000 / p50)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _run(text: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)

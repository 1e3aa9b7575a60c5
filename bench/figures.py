"""Take a list of a million figures of goods, again and again with more of it changed, beside COPY and a merge.

The floor copies the same rows, names each product by its article and brand, and merges them with their history by plain
SQL. It refuses nothing, reports nothing and knows no identifiers of other programs. All of it is rolled back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone

from bench import figures_floor
from bench.measuring import Result, counted, parser, say, timed
from optom.domain.costs.importing import FigureRow, import_figures
from optom.domain.costs.models import Input

ROWS = 1_000_000
Told = tuple[str, str, Decimal]
_GOODS = """
select min(p.article), min(b.name)
from catalog_product p
join catalog_brand b on b.id = p.brand_id
join catalog_code c on c.product_id = p.id and c.kind = 'a'
where c.norm <> ''
group by c.norm, b.norm
having count(distinct p.id) = 1
order by c.norm, b.norm
limit %s
"""
_DIFFERENT = """
select count(*)
from (select * from costs_figure where input_id = %s) a
full join (select * from costs_figure where input_id = %s) b using (product_id)
where a.amount is distinct from b.amount
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("figures", "a list of figures of goods: matched, compared, kept; beside COPY and merge")
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--moved", type=int, nargs="*", default=[0, 5, 100], help="how many figures of a hundred move")
    given = options.parse_args(arguments)
    with transaction.atomic():
        say(_measured(given.rows, given.moved, given.size), as_json=given.json)
        transaction.set_rollback(True)
    return 0


def _measured(rows: int, moves: Sequence[int], size: str) -> Iterator[Result]:
    goods, at = _goods(rows), timezone.now()
    inputs = [_input(name) for name in ("bench_ours", "bench_floor")]
    amounts = [Decimal(100 + place % 9000) for place in range(len(goods))]
    yield _measured_list(_told(goods, amounts), "first list", size, inputs, at=at)
    for hours, moved in enumerate(moves, 1):
        amounts = [amount + (place * 7919 % 100 < moved) for place, amount in enumerate(amounts)]
        later = at + timedelta(hours=hours)
        yield _measured_list(_told(goods, amounts), f"{moved} % moved", size, inputs, at=later)


def _told(goods: Sequence[tuple[str, str]], amounts: Sequence[Decimal]) -> list[Told]:
    return [(article, brand, amount) for (article, brand), amount in zip(goods, amounts, strict=True)]


def _goods(rows: int) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, [rows])
        return [(article, brand) for article, brand in cursor.fetchall()]


def _input(name: str) -> int:
    return int(Input.objects.create(name=name, russian=name, kind="sum", is_own=True).pk)


def _measured_list(told: Sequence[Told], case: str, size: str, inputs: Sequence[int], *, at: datetime) -> Result:
    ours, theirs = inputs
    rows = (FigureRow(article, ours, amount, brand) for article, brand, amount in told)
    with counted() as sent:
        seconds = timed(lambda: import_figures(rows, at=at, source="bench"))
    floor = timed(lambda: figures_floor.run(told, theirs, at))
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENT, [ours, theirs])
        assert cursor.fetchone() == (0,), "both sides know the same figures"
    ms, floor_ms = seconds * 1000, floor * 1000
    said = f"{len(told):,} rows, {case}"
    return Result("figures", said, size, ms, ms, len(told) / seconds, floor_ms, ms / floor_ms, len(sent))

"""Run a supplier's list of many rows, again and again with more of it changed, beside the floor: read, COPY, merge.

The floor reads the same file by polars, copies it and merges it into the same tables for another supplier by plain SQL.
It knows where each column is, judges nothing, reports nothing, matches by brand and article alone. All is taken back.
Beside each case stands how many megabytes more than before it our process has held at most, and the floor's.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone

from bench import feed_floor
from bench.measuring import Result, counted, held, parser, peak_of, say, timed
from optom.base import kept_files
from optom.domain.suppliers import running
from optom.domain.suppliers.models import Feed, FeedRun, Supplier

ROWS = 100_000
HEADS = ("Артикул", "Бренд", "Наименование", "Цена", "Остаток", "Кратность")
STRANGERS_PERCENT = 10
# what two products could be is left to a person, which the floor knows nothing of
_GOODS = """
select min(p.article), min(b.name), min(p.name), mod(min(p.id), 9000) + 100, mod(min(p.id), 50), min(p.multiple)
from catalog_product p
join catalog_brand b on b.id = p.brand_id
join catalog_code c on c.product_id = p.id and c.kind = 'a'
where p.is_active and c.norm <> ''
group by c.norm, b.norm
having count(*) = 1
order by c.norm, b.norm
limit %s
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("feed", "a supplier's list: read, mapped, matched, judged, let in; beside read + COPY + merge")
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--moved", type=int, nargs="*", default=[0, 5, 100], help="how many prices of a hundred move")
    options.add_argument("--xlsx", action="store_true", help="a workbook instead of CSV")
    given = options.parse_args(arguments)
    with transaction.atomic(), TemporaryDirectory() as folder:
        say(_measured(given, Path(folder)), as_json=given.json)
        transaction.set_rollback(True)
    return 0


def _measured(given: argparse.Namespace, folder: Path) -> Iterator[Result]:
    goods, at = goods_of(given.rows), timezone.now()
    ours, theirs = (feed_of(name) for name in ("ours", "floor"))
    yield _case(_written(goods, folder, given), ours, theirs, "first file", given, at=at)
    for percent in given.moved:
        goods = moved(goods, percent)
        yield _case(_written(goods, folder, given), ours, theirs, f"{percent} % moved", given, at=timezone.now())


def goods_of(rows: int) -> pl.DataFrame:
    """Goods of the catalog and, so many of a hundred, of nobody's."""
    with connection.cursor() as cursor:
        cursor.execute(_GOODS, [rows * (100 - STRANGERS_PERCENT) // 100])
        known = cursor.fetchall()
    strangers = [
        (f"X-{n}", f"Maker {n % 50}", f"Strange thing {n}", 100 + n % 900, 5, 1) for n in range(rows - len(known))
    ]
    return pl.DataFrame([tuple(map(str, row)) for row in [*known, *strangers]], schema=list(HEADS), orient="row")


def moved(goods: pl.DataFrame, percent: int) -> pl.DataFrame:
    """The same with so many of a hundred prices one per cent up."""
    price, place = pl.col("Цена").cast(pl.Decimal(12, 2)), pl.int_range(pl.len())
    dearer = (price * pl.lit(101).cast(pl.Decimal(12, 2)) / pl.lit(100).cast(pl.Decimal(12, 2))).round(2)
    changed = pl.when((place * 7919) % 100 < percent).then(dearer).otherwise(price)
    return goods.with_columns(changed.cast(pl.String).alias("Цена"))


def _written(goods: pl.DataFrame, folder: Path, given: argparse.Namespace) -> Path:
    if not given.xlsx:
        goods.write_csv(folder / "list.csv", separator=";")
        return folder / "list.csv"
    with xlsxwriter.Workbook(folder / "list.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADS, *goods.iter_rows()]):
            sheet.write_row(at, 0, row)
    return folder / "list.xlsx"


def feed_of(name: str) -> Feed:
    supplier = Supplier.objects.create(name=f"Bench {name}", sort_key="")
    return Feed.objects.create(supplier=supplier, name=name, quarantined_percent=100)


def _case(path: Path, ours: Feed, theirs: Feed, case: str, given: argparse.Namespace, *, at: datetime) -> Result:
    kept = kept_files.keep_file(path)
    told = {"name": path.name, "sha256": kept.sha256, "size": kept.size, "received_at": at}
    is_first = not FeedRun.objects.filter(feed=ours).exists()
    run = FeedRun.objects.create(feed=ours, accepted_at=at if is_first else None, **told)
    floor_run = FeedRun.objects.create(feed=theirs, **told)
    with counted() as sent:
        seconds, memory = _cost_of(lambda: running.work(run=run.pk, at=at))
    run.refresh_from_db()
    assert run.state == "applied", (run.state, run.findings, run.failure)
    floor, floor_memory = _cost_of(lambda: feed_floor.run(path, floor_run, at))
    _compare(ours, theirs)
    kept_files.path_of(kept.sha256).unlink()
    return Result(
        bench="feed",
        case=f"{given.rows} rows, {case}, {memory:+.0f} ({floor_memory:+.0f}) MB",
        size=given.size,
        p50_ms=round(1000 * seconds, 1),
        p95_ms=round(1000 * seconds, 1),
        per_s=round(given.rows / seconds, 1),
        floor_p50_ms=round(1000 * floor, 1),
        ratio=round(seconds / floor, 2),
        statements=len(sent),
    )


def _cost_of(act: Callable[[], None]) -> tuple[float, float]:
    """Its seconds, and how many megabytes more than before it we held meanwhile."""
    took: list[float] = []
    before = held()
    peak = peak_of(lambda: took.append(timed(act)))
    return took[0], peak - before


_DIFFERENT = """
select count(*) from suppliers_offer a
join suppliers_terms t on t.offer_id = a.id
full join (
    select b.norm, b.brand_norm, u.price, u.stock, b.product_id
    from suppliers_offer b join suppliers_terms u on u.offer_id = b.id where b.supplier_id = %s
) f on f.norm = a.norm and f.brand_norm = a.brand_norm
where a.supplier_id = %s and (t.price, t.stock, a.product_id) is distinct from (f.price, f.stock, f.product_id)
"""


def _compare(ours: Feed, theirs: Feed) -> None:
    """Both sides stand at the same prices, stocks and products."""
    with connection.cursor() as cursor:
        cursor.execute("analyze suppliers_offer, suppliers_terms")  # else it is planned for a handful
        cursor.execute(_DIFFERENT, [theirs.supplier_id, ours.supplier_id])
        row = cursor.fetchone()
    assert row == (0,), row

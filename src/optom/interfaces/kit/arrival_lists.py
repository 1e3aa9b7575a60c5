"""Lists of what is on its way as people keep them, a CSV or a workbook: article, warehouse, quantity, day."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from optom.base.refusal import Refusal, refuse_all
from optom.base.staging import Report, Skipped
from optom.domain.stock.importing import ArrivalRow

from .input import day, in_field, number
from .origins import origin_in
from .tables import columns_of, lines_of

_HEADS = {
    "product": {"артикул", "товар", "код", "article", "product", "sku"},
    "key": {"ид", "id", "идентификатор", "внешний код", "код в 1с", "identifier", "external id"},
    "brand": {"бренд", "производитель", "марка", "brand", "maker"},
    "warehouse": {"склад", "warehouse"},
    "quantity": {"количество", "кол-во", "quantity", "qty"},
    "expected_on": {"дата", "дата поступления", "ожидается", "date", "expected"},
    "reference": {"документ", "заказ поставщику", "основание", "document", "reference", "order"},
    "country": {"страна", "страна происхождения", "country", "country of origin"},
    "declaration": {"гтд", "дт", "таможенная декларация", "номер декларации", "customs declaration", "declaration"},
    "rnpt": {"рнпт", "прослеживаемость", "batch number", "rnpt"},
    "trace_unit": {"единица прослеживаемости", "единица рнпт", "traced unit"},
    "trace_quantity": {"количество прослеживаемости", "количество рнпт", "traced quantity"},
    "trace_cost": {"стоимость прослеживаемого", "стоимость рнпт", "traced cost"},
}
_NEEDED = {"quantity", "expected_on"}
_NAMES = {"product", "key"}  # one of them
_ABOVE = 20  # rows of a letterhead


def read(path: Path, *, name: str, report: Report) -> Iterator[ArrivalRow]:
    """The rows of a file; what can't be read is reported with its line.

    Refuses ``files.too_large``, ``files.not_a_table``, ``arrivals.heads_missing``.
    """
    lines = lines_of(path)
    places = next(
        (found for _line, row in islice(lines, _ABOVE) if _NAMES & (found := columns_of(row, _HEADS)).keys()), {}
    )
    if not places.keys() >= _NEEDED:
        raise Refusal("arrivals.heads_missing", file=name)
    return _rows(lines, places, name, report)


def _rows(
    lines: Iterator[tuple[int, list[str]]], places: Mapping[str, int], name: str, report: Report
) -> Iterator[ArrivalRow]:
    for line, row in lines:
        said = {one: row[place].strip() if place < len(row) else "" for one, place in places.items()}
        if not any(said.values()):
            continue
        try:
            yield _arrival(said, f"{name}:{line}")
        except Refusal as refusal:
            report(Skipped("arrival", said.get("product", ""), refusal.code, refusal.facts, f"{name}:{line}"))


def _arrival(said: Mapping[str, str], origin: str) -> ArrivalRow:
    product, key = said.get("product", ""), said.get("key", "")
    refuse_all([] if product or key else [Refusal("arrivals.no_article")])
    return ArrivalRow(
        product=product,
        key=key,
        quantity=in_field("quantity", number, said["quantity"]),
        expected_on=in_field("expected_on", _day, said["expected_on"]),
        warehouse=said.get("warehouse", ""),
        brand=said.get("brand", ""),
        reference=said.get("reference", ""),
        come=origin_in(said),
        origin=origin,
    )


def _day(text: str) -> date:
    """As people or Excel write it: 2026-12-01 00:00:00."""
    return day(text.partition(" ")[0].partition("T")[0])

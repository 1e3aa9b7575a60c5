"""Lists of marked goods as people keep them: a CSV or a workbook, a product a row, with GTIN and commodity group."""

from collections.abc import Iterator
from pathlib import Path

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import MarkedRow
from optom.interfaces.kit.tables import cells_of, columns_of

_HEADS = {
    "product": {"артикул", "товар", "код", "article", "product"},
    "brand": {"бренд", "производитель", "марка", "brand", "maker"},
    "gtin": {"gtin", "штрихкод", "код товара", "ean", "barcode"},
    "commodity": {"товарная группа", "группа маркировки", "тг", "group", "commodity", "commodity group"},
}
_COMMODITIES = {
    "автохимия": "autofluids", "моторные масла": "autofluids", "масла": "autofluids", "пиво": "beer",
    "велосипеды": "bicycles", "стройматериалы": "building", "строительные материалы": "building", "кабель": "cables",
    "кабельная продукция": "cables", "фототехника": "cameras", "косметика": "cosmetics", "бакалея": "groceries",
    "легпром": "light", "лёгкая промышленность": "light", "молочная продукция": "milk", "духи": "perfumery",
    "обувь": "shoes", "безалкогольные напитки": "softdrinks", "шины": "tires", "табак": "tobacco",
    "инструмент": "tools", "вода": "water",
}  # fmt: skip


def read(path: Path) -> Iterator[MarkedRow]:
    """The rows of a file. Refuses ``files.too_large``, ``files.not_a_table``, ``marked.heads_missing``."""
    cells = cells_of(path)
    places = columns_of(cells[0], _HEADS) if cells else {}
    if not {"product", "gtin"} <= set(places):
        raise Refusal("marked.heads_missing", file=path.name)
    for number, row in enumerate(cells[1:], start=2):
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if said["product"]:
            commodity = said.get("commodity", "").casefold()
            yield MarkedRow(
                product=said["product"],
                brand=said.get("brand", ""),
                gtin=said["gtin"],
                commodity=_COMMODITIES.get(commodity, commodity),
                origin=f"{path.name}:{number}",
            )

"""Lists of analogs as people keep them: a CSV or a workbook, a pair a row, columns named or in the usual order."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from optom.domain.catalog.importing import AnalogRow
from optom.interfaces.kit.tables import cells_of, columns_of

_ORDER = ("product", "product_brand", "analog", "analog_brand", "kind", "note", "is_mutual")
_HEADS = {
    "product": {"артикул", "товар", "код", "article", "product"},
    "product_brand": {"бренд", "производитель", "brand", "maker"},
    "analog": {"аналог", "артикул аналога", "замена", "analog", "analog article"},
    "analog_brand": {"бренд аналога", "производитель аналога", "analog brand"},
    "kind": {"вид", "тип", "kind"},
    "note": {"примечание", "отличие", "комментарий", "note"},
    "is_mutual": {"взаимно", "в обе стороны", "mutual", "both"},
}
_SIMILAR = {"похожий", "частичный", "similar", "partial"}
_NO = {"нет", "no", "0", "false", "-"}


def read(path: Path) -> Iterator[AnalogRow]:
    """The pairs of a file. Refuses ``files.too_large`` and ``files.not_a_table``."""
    cells = cells_of(path)
    places = _places(cells[0]) if cells else {}
    body = cells[1:] if places else cells
    places = places or {name: place for place, name in enumerate(_ORDER)}
    for number, row in enumerate(body, start=1 + len(cells) - len(body)):
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if said.get("product") and said.get("analog"):
            yield _row(said, f"{path.name}:{number}")


def _places(head: Sequence[str]) -> dict[str, int]:
    """Where each column stands; nothing where the first row names neither side of a pair."""
    found = columns_of(head, _HEADS)
    return found if {"product", "analog"} <= set(found) else {}


def _row(said: Mapping[str, str], origin: str) -> AnalogRow:
    kind = said.get("kind", "").lower()
    return AnalogRow(
        product=said["product"],
        analog=said["analog"],
        product_brand=said.get("product_brand", ""),
        analog_brand=said.get("analog_brand", ""),
        kind="similar" if kind in _SIMILAR else "same",
        note=said.get("note", ""),
        is_mutual=said.get("is_mutual", "").lower() not in _NO,
        origin=origin,
    )

"""Offers of YML (Yandex.Market's XML), with the words that they leave to other parts: categories, kinds of goods."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from optom.base.refusal import Refusal

from . import limits
from .elements import Flattening, Shape
from .frames import Gathered
from .groups import Groups
from .markup import forget, local, walk
from .table import Table

ROOT: Final = "yml_catalog"


def table_of(path: Path, name: str) -> Table:
    """A row an offer; "category" is its path, "param" its properties in one cell. Refuses as `elements.table_of`."""
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    gathered = Gathered()
    for row in _offers(path):
        gathered.add(row)
    if not gathered.count:
        raise Refusal("files.not_a_table")
    return gathered.table(name)


def _offers(path: Path) -> Iterator[dict[str, str]]:
    categories = Groups()
    flat = Flattening(Shape(("offer",), listed=frozenset({("param",)})))
    for _, element in walk(path, ("category", "offer"), starts=False, blanks=False):
        if local(element) == "offer":
            yield _said(flat.row(element), categories)
            forget(element)
        elif element.get("id"):
            categories.hear(element.get("id", ""), (element.text or "").strip(), element.get("parentId", ""))


def _said(row: dict[str, str], categories: Groups) -> dict[str, str]:
    """The category in words, and a name for what is told by its kind, brand and model only."""
    if "name" not in row:
        row["name"] = " ".join(row[part] for part in ("typePrefix", "vendor", "model") if part in row)
    if "category" not in row:
        row["category"] = categories.path(row.get("categoryId", ""))
    return row

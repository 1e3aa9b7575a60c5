"""Supplier's lists as tests write them: rows of cells, blank ones empty."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import polars as pl

from optom.domain.suppliers.mapping.guessing import guess
from optom.domain.suppliers.mapping.rows import rows
from optom.domain.suppliers.mapping.value import Mapping, TableMapping
from optom.domain.suppliers.reading.table import Table

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Catalog:
    """What a test's catalog knows."""

    def __init__(self, articles: Collection[str] = (), brands: Collection[str] = ()) -> None:
        self.known = (frozenset(articles), frozenset(brands))
        self.asked = 0

    def articles(self, norms: Collection[str]) -> Collection[str]:
        self.asked += 1
        return self.known[0] & frozenset(norms)

    def brands(self, norms: Collection[str]) -> Collection[str]:
        self.asked += 1
        return self.known[1] & frozenset(norms)


def table(*rows: Sequence[str], name: str = "", heads: Sequence[str] = (), block: int = 50_000, **more: Any) -> Table:
    """A table of these rows, read by blocks of so many."""
    width = max(map(len, rows), default=len(heads))
    cells = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(LETTERS[:width], pl.String), orient="row")

    def blocks() -> Iterator[pl.DataFrame]:
        return (frame.slice(begin, block) for begin in range(0, len(frame), block))

    return Table(name, blocks, tuple(heads), **more)


def text_table(text: str, **more: Any) -> Table:
    """A table of lines, cells parted by "|"."""
    return table(*([cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()), **more)


def guessed(*tables: Table, catalog: Catalog | None = None) -> Mapping:
    return guess(tables, catalog or Catalog())


def fields(how: TableMapping, part: int = 0) -> dict[str, str]:
    """The letter of each field; of breaks "price from 10"."""
    columns = how.parts[part].columns
    return {
        f"{one.field} from {one.from_quantity}" if one.from_quantity else str(one.field): one.letter for one in columns
    }


def read(*tables: Table, mapping: Mapping | None = None) -> list[dict[str, Any]]:
    """All rows of the tables, by the mapping or as they are guessed."""
    how = mapping or guessed(*tables)
    pairs = zip(tables, how.tables, strict=True)
    return [row for block in rows(pairs, words=how.words) for row in block.to_dicts()]


def offers(*tables: Table, mapping: Mapping | None = None) -> list[dict[str, Any]]:
    """What is offered."""
    return [row for row in read(*tables, mapping=mapping) if row["fate"] == ""]


def fates(*tables: Table, mapping: Mapping | None = None) -> list[str]:
    return [row["fate"] for row in read(*tables, mapping=mapping)]

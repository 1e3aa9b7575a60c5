"""What docs/algorithms/feeds.md says of suppliers' lists is so."""

import os
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from optom.base.refusal import Refusal
from optom.domain.suppliers.mapping.guessing import guess
from optom.domain.suppliers.mapping.prices import prices
from optom.domain.suppliers.mapping.quantities import lead_days, multiples, stocks
from optom.domain.suppliers.mapping.recognition import What
from optom.domain.suppliers.mapping.rows import rows
from optom.domain.suppliers.reading.files import tables_of
from tests.documented import Row, tables

from .lists import Catalog, read, table

_PROJECT = Path(__file__).parents[4]
_SHARED = Path(os.environ.get("OPTOM_SHARED") or _PROJECT.parent / "shared")
_SAMPLES = _SHARED / "samples"
_NO_LIST = (".xsd",)
_PRICES, _LADDERS, _STOCKS, _PACKS, _DAYS, _LIST, _DRIFTS, _FILES = tables("feeds.md")


def _column(rows: Sequence[Row], name: str) -> pl.Series:
    return pl.Series([row[name] for row in rows], dtype=pl.String)


def _told(cells: pl.Series) -> list[str]:
    return cells.fill_null("").to_list()


def test_prices_are_read_so() -> None:
    found = prices(_column(_PRICES, "price in a cell"), decimal_comma=None)
    assert (_told(found["value"]), _told(found["currency"])) == (
        [row["price"] for row in _PRICES],
        [row["currency"] for row in _PRICES],
    )
    assert (found["value"].is_null() == found["is_none"]).all()


def test_ladders_are_read_so() -> None:
    found = prices(_column(_LADDERS, "ladder in a cell"), decimal_comma=None)
    for name, told in {"value": "price", "least": "minimum", "breaks": "breaks"}.items():
        assert _told(found[name]) == [row[told] for row in _LADDERS]


def test_stock_packs_and_lead_times_are_read_so() -> None:
    found = stocks(_column(_STOCKS, "stock in a cell"), words={}, decimal_comma=None)["stock"]
    packs = multiples(_column(_PACKS, "pack in a cell"), decimal_comma=None)
    days = lead_days(_column(_DAYS, "lead time in a cell"))
    assert _told(found) == [row["stock"] for row in _STOCKS]
    assert _told(packs) == [row["multiple"] for row in _PACKS]
    assert _told(days) == [row["days"] for row in _DAYS]


def test_the_list_is_understood_row_by_row() -> None:
    found = read(table(*([row[letter] for letter in "ABCD"] for row in _LIST)))
    for name in ("fate", "number", "price", "stock", "category"):
        assert [row[name] or "" for row in found] == [row[name] for row in _LIST]


def test_every_drift_is_told_of() -> None:
    harmless = {What.COLUMN_NEW}
    assert {row["drift"] for row in _DRIFTS} == set(What) - harmless


def _files() -> list[Path]:
    folders = ("prices-ru", "prices-intl", "yml", "commerceml")
    found = (path for folder in folders for path in (_SAMPLES / folder).rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix not in _NO_LIST)


def _understood(path: Path) -> list[str]:
    """The table of a file as the page tells it: columns by letter, and how many offers of how many rows."""
    try:
        tables = list(tables_of(path, path.name))
    except Refusal as refused:
        return [refused.code, ""]
    mapping = guess(tables, Catalog())
    counts = [(block["fate"] == "").sum() for block in rows(zip(tables, mapping.tables, strict=True), words={})]
    columns = (
        " ".join(f"{one.letter}:{one.field}" for part in how.parts for one in part.columns)
        for how in mapping.tables
        if not how.skipped
    )
    return ["; ".join(columns), str(sum(counts))]


@pytest.mark.skipif(not _SAMPLES.exists(), reason=f"the shared samples are not at {_SAMPLES}")
def test_real_files_are_understood_so() -> None:
    shown = {row["file"]: [row["columns"], row["offers"]] for row in _FILES}
    assert {path.relative_to(_SAMPLES).as_posix(): _understood(path) for path in _files()} == shown

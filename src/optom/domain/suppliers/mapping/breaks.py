"""Breaks of quantity that stand in one cell: "10 - 95; 100 - 90", "от 10: 95 / от 100: 90", lists of programs. Pure."""

import re
from collections.abc import Sequence

import polars as pl

from . import amounts

_PRICE = r"(?P<price>[0-9]+(?:[ '’][0-9]{3})*(?:[.,][0-9]+(?![0-9 ]*[–:=+-]))?)"
_QUANTITY = r"(?P<quantity>[1-9][0-9]{0,8})"
_UNIT = r"(?: ?(?:шт|штук|pcs|ед|уп)\.?)?"
# Each tells a rung of a ladder; the first that finds any in a cell tells all of them.
_RUNGS = (
    re.compile(rf'"(?:qfrom|from|qty|quantity|min)" ?: ?{_QUANTITY},[^}}]{{0,200}}?"price" ?: ?"?(?P<price>[0-9.]+)'),
    re.compile(rf"(?<![0-9.:]){_QUANTITY}(?: ?[–-] ?[0-9]*| ?\+)?{_UNIT} ?[:=] ?{_PRICE}"),
    re.compile(rf"(?<![0-9.,-]){_QUANTITY}{_UNIT} ?[–—-] ?{_PRICE}(?=[^0-9]*(?:$|[;/|\n]))"),
)
_IS_LADDER = r"[0-9][^0-9]+[0-9]"
_TIME = re.compile(r"[0-9]:[0-9]{2}:[0-9]{2}")
_TOLD = {"cell": pl.String, "first": pl.String, "least": pl.String, "breaks": pl.String}


def with_ladders(frame: pl.DataFrame, *, decimal_comma: bool | None) -> pl.DataFrame:
    """The frame of prices ("cell", "value", "is_none") with the ladders of cells that are no single price.

    The price of such is the one from the least quantity on, "least" where that is more than 1; "breaks" are the others
    as `fields.ROW` writes them.
    """
    is_open = pl.col("value").is_null() & ~pl.col("is_none") & pl.col("cell").str.contains(_IS_LADDER)
    cells = frame.filter(is_open)["cell"].unique().to_list()
    if not cells:
        return frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in ("least", "breaks"))
    rows = [row for cell in cells if (row := _ladder(cell, decimal_comma=decimal_comma))]
    joined = frame.join(pl.DataFrame(rows, schema=_TOLD, orient="row"), on="cell", how="left", maintain_order="left")
    return joined.with_columns(value=pl.coalesce("value", "first")).drop("first")


def _ladder(cell: str, *, decimal_comma: bool | None) -> Sequence[str | None] | None:
    rungs = sorted(_rungs(cell, decimal_comma=decimal_comma).items())
    if not rungs:
        return None
    (least, first), *others = rungs
    breaks = " ".join(f"{quantity}:{price}" for quantity, price in others)
    return cell, first, str(least) if least > 1 else None, breaks or None


def _rungs(cell: str, *, decimal_comma: bool | None) -> dict[int, str]:
    text = cell.lower()
    found = next(filter(None, (list(rung.finditer(text)) for rung in _RUNGS)), [])
    if _TIME.search(text) or (len(found) == 1 and ":" not in text):
        return {}
    priced = ((int(one["quantity"]), amounts.number_of(one["price"], decimal_comma=decimal_comma)) for one in found)
    return {quantity: price for quantity, price in priced if price}

"""Cells by the way they are written: "1 234,50 руб." and "9 876,10 руб." are one writing, and it is read once. Pure.

A column of a million rows has a few dozens of writings; what is found of each goes to its rows by joins, and the digits
of a number are taken from the row's own cell. No number passes through binary fractions.
"""

from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

Told = Mapping[str, str | bool | None]


def by_writing(cells: pl.Series, *, plain: str, how: Callable[[str], Told], told: Mapping[str, Any]) -> pl.DataFrame:
    """For each cell "value", a number as text, and what else ``how`` says of a writing (``told``: names with types).

    A cell that fits the regex ``plain`` is its own value. A writing has nines for all digits but a zero that begins it;
    of it ``how`` tells as "value" the digits of a number, with a point in its place, and that number is the first one
    in the cell.
    """
    is_plain = cells.str.contains(plain)
    frame = pl.DataFrame({"cell": cells}).with_columns(odd=pl.when(~is_plain).then("cell"))
    if frame["odd"].null_count() == len(frame):
        return frame.select(value="cell", **{name: pl.lit(None, dtype=dtype) for name, dtype in told.items()})
    nines = pl.col("odd").str.replace_all("[0-9]", "9")
    is_from_zero = pl.col("odd").str.starts_with("0")
    frame = frame.with_columns(writing=pl.when(is_from_zero).then("0" + nines.str.slice(1)).otherwise(nines))
    joined = frame.join(_read(frame["writing"], how, told), on="writing", how="left", maintain_order="left")
    return joined.select(pl.when(is_plain).then("cell").otherwise(_own_digits()).alias("value"), *told)


def by_cell(cells: pl.Series, how: Callable[[str], str | None]) -> pl.Series:
    """``how`` of each distinct cell, where few are distinct."""
    if cells.null_count() == len(cells):
        return cells
    known = {cell: how(cell) for cell in cells.drop_nulls().unique().to_list()}
    return cells.replace_strict(known, default=None, return_dtype=pl.String)


def _read(writings: pl.Series, how: Callable[[str], Told], told: Mapping[str, Any]) -> pl.DataFrame:
    rows = [{"writing": writing, **how(writing)} for writing in writings.drop_nulls().unique().to_list()]
    return pl.DataFrame(rows, schema={"writing": pl.String, "value": pl.String, **told})


def _own_digits() -> pl.Expr:
    """The digits of the cell, as many before and behind the point as the writing has."""
    digits = pl.col("odd").str.replace_all("[^0-9]+", "")
    whole = pl.col("value").str.replace(r"\..*$", "").str.len_bytes()
    behind = pl.col("value").str.len_bytes().cast(pl.Int64) - whole.cast(pl.Int64) - 1
    number = digits.str.slice(0, whole)
    fraction = digits.str.slice(whole, pl.max_horizontal(behind, pl.lit(0)))
    spoken = pl.when(whole == 0).then(pl.lit("0")).otherwise(number)
    return (
        pl.when(pl.col("value").is_null()).then(None).when(behind > 0).then(spoken + "." + fraction).otherwise(spoken)
    )

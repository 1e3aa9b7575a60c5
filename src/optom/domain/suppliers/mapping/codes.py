"""Numbers of goods in columns of text: compared as the catalog compares them, barcodes by their check digit. Pure."""

import polars as pl

from optom.base.texts import TWINS
from optom.domain.catalog.rules import CODE_LENGTH

_TWINS = {chr(cyrillic): chr(latin) for cyrillic, latin in TWINS.items()} | {"×": "X"}
_SIMPLE = r"^[ -~А-Яа-яЁё]*$"  # of these letters there is one form only
_WHOLE = r"^[0-9]+\.0+$"
_DECIMAL = r"^[0-9]+[.,][0-9]*[1-9][0-9]*$"
_POWER = r"^([0-9])[.,]([0-9]+)[eE]\+?([0-9]+)$"
_NUMBER = r"^[0-9]{6,14}$"
_LIST = r"[0-9][^0-9]+[0-9]"
_LONGEST_GTIN = 14
_GTIN_LENGTHS = (8, 12, 13, 14)


def normalised(cells: pl.Series) -> pl.Series:
    """Each as `catalog.rules.normalise_code` makes it; what has neither letter nor digit is None."""
    if cells.null_count() == len(cells):
        return cells
    upper = _in_one_form(cells).str.to_uppercase()
    if upper.str.contains(r"[^ -~]").any():
        upper = upper.str.replace_many(_TWINS)
    return upper.str.replace_all(r"[^0-9A-ZА-Я]+", "").str.slice(0, CODE_LENGTH).replace("", None)


def _in_one_form(cells: pl.Series) -> pl.Series:
    is_simple = cells.str.contains(_SIMPLE).fill_null(value=True)
    if is_simple.all():
        return cells
    frame = pl.DataFrame({"cell": cells, "is_simple": is_simple})
    others = frame.filter(~pl.col("is_simple")).select(pl.col("cell").unique())
    formed = others.with_columns(formed=pl.col("cell").str.normalize("NFKC"))
    joined = frame.join(formed, on="cell", how="left", maintain_order="left")
    return joined.select(pl.coalesce("formed", "cell")).to_series()


def has_halves(cells: pl.Series) -> bool:
    """Whether "6204.0" of this column is 6204 that a spreadsheet took for a measure: nothing in it is really one."""
    return bool(cells.str.contains(_WHOLE).any()) and not cells.str.contains(_DECIMAL).any()


def without_halves(cells: pl.Series) -> pl.Series:
    """6204 for "6204.0"."""
    is_whole = cells.str.contains(_WHOLE)
    return pl.select(pl.when(is_whole).then(cells.str.replace(r"\.0+$", "")).otherwise(cells)).to_series()


def barcodes(cells: pl.Series) -> pl.Series:
    """The first GTIN of each cell, of 8, 12, 13 or 14 digits with a right check digit, else None.

    "4.607123456789E+12" has all digits and is one; of "4.60712E+12" a spreadsheet has lost some.
    """
    if cells.null_count() == len(cells):
        return cells
    digits = _digits(cells)
    is_one = is_gtin(digits)
    sound = pl.select(pl.when(is_one).then(digits)).to_series()
    is_list = cells.str.contains(_LIST).fill_null(value=False) & ~is_one
    return sound.zip_with(~is_list, _first_of(cells)) if is_list.any() else sound


def _first_of(cells: pl.Series) -> pl.Series:
    each = cells.str.extract_all(r"\b[0-9]{8,14}\b")
    return each.list.eval(pl.element().filter(_is_keyed(_number(pl.element())))).list.first()


def digits_of(cells: pl.Series) -> pl.Series:
    """What stands where a barcode should, if a number: a supplier knows his goods by a wrong one, too."""
    digits = _digits(cells)
    return pl.select(pl.when(digits.str.contains(_NUMBER)).then(digits)).to_series()


def is_gtin(cells: pl.Series) -> pl.Series:
    """Which of them are a GTIN, of nothing but digits."""
    return cells.to_frame("cell").select(number=_number(pl.col("cell"))).select(_is_keyed(pl.col("number"))).to_series()


def _digits(cells: pl.Series) -> pl.Series:
    if not cells.str.contains(r"[^0-9]").any():
        return cells
    frame = pl.DataFrame({"cell": cells.str.replace(r"\.0+$", "").str.replace_all(r"[\s'`’-]+", "")})
    parts = pl.col("cell").str.extract_groups(_POWER)
    fraction, power = parts.struct.field("2"), parts.struct.field("3")
    is_whole = fraction.str.len_chars() == power.cast(pl.UInt32, strict=False)
    powered = pl.when(is_whole).then(parts.struct.field("1") + fraction)
    return frame.select(pl.when(power.is_not_null()).then(powered).otherwise("cell")).to_series()


def _number(digits: pl.Expr) -> pl.Expr:
    is_shaped = digits.str.len_bytes().is_in(_GTIN_LENGTHS) & digits.str.contains(r"^[0-9]+$")
    return pl.when(is_shaped).then(digits).cast(pl.Int64, strict=False)


def _is_keyed(number: pl.Expr) -> pl.Expr:
    """The sum of the digits, those at odd places from the right weighed thrice, ends with 0."""
    places = ((number // 10**place % 10) * (3 if place % 2 else 1) for place in range(_LONGEST_GTIN))
    return ((pl.sum_horizontal(places) % 10 == 0) & (number > 0)).fill_null(value=False)

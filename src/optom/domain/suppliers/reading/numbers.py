"""Numbers of workbooks as people see them: fifteen digits, as Excel shows, and no more."""

from typing import Final

import polars as pl

from optom.base.xls import shown

_LONG: Final = r"^-?\d+\.\d+$"
_LONG_FROM: Final = 17  # fifteen digits, a point, and one digit that is none


def without_artefacts(frame: pl.DataFrame) -> pl.DataFrame:
    """What binary fractions left behind the fifteenth digit is rounded off; midnight of a date is cut off."""
    if not frame.width:
        return frame
    seconds = pl.all().str.replace(r"^(\d{4}-\d\d-\d\d) 00:00:00$", "$1")
    frame = frame.with_columns(seconds)
    for name in frame.columns:
        cells = frame[name]
        long = cells.filter((cells.str.len_bytes() >= _LONG_FROM) & cells.str.contains(_LONG)).unique().to_list()
        if long:
            frame = frame.with_columns(cells.replace(long, [shown(text) for text in long]))
    return frame

"""Texts that stand alone in their rows and name the goods beneath them, and the path that they make. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

_NUMBERING = r"^[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}\.?$"
_OWN_NUMBERING = r"^([0-9]{1,3}(?:\.[0-9]{1,3}){0,5})\.? +[^0-9 ]"
# Who sells, where, under which terms: it stands alone in rows as categories do.
_NO_NAME = (
    r"(?i)https?:|www\.|@|тел\.|тел:|телефон|факс|[+(]?[78][ (-]*[0-9]{3}|^(?:итого|всего|total|итог|прайс)\b|"
    r"price list|адрес|^ооо |^ип |^зао |\bинн\b|реквизит|реквізит|рахунок|расч[её]тный|лицензи|ліцензі|внимание|"
    r"уважаем|^(?:цен[аы]|курс|дата|валюта|на дату|действ|страница|лист)\b|[.!?;]\s*$"
)
_LETTER = r"\p{L}"
_LONGEST = 150
_NUMBERED = 2


def lone_texts(block: pl.DataFrame, figures: Sequence[str]) -> pl.DataFrame:
    """The rows of a block in which a text stands alone, or with nothing but the number of a chapter before it.

    Such a row has nothing in the columns of ``figures``, and its text is no mere code of goods.
    "row" is its index, "letter" its column, "text" as it stands, "numbering" of the chapter ("1.2") where it has one.
    """
    indexed = block.with_row_index("row")
    held = pl.sum_horizontal(pl.col(block.columns).is_not_null())
    few = indexed.filter(held.is_between(1, _NUMBERED)).with_columns(held=held)
    if figures:
        few = few.filter(~pl.any_horizontal(pl.col(figures).is_not_null()))
    cells = few.unpivot(index=["row", "held"], variable_name="letter", value_name="text").drop_nulls()
    is_number = pl.col("text").str.contains(_NUMBERING)
    numbers = cells.filter(is_number).unique("row").select("row", before="text")
    lone = cells.filter(~is_number & pl.col("text").str.contains(_LETTER)).join(numbers, on="row", how="left")
    fits = (pl.col("held") == 1) | pl.col("before").is_not_null()
    named = ~pl.col("text").str.contains(_NO_NAME) & is_phrase("text") & (pl.col("text").str.len_chars() <= _LONGEST)
    own = pl.col("text").str.strip_chars().str.extract(_OWN_NUMBERING)
    found = lone.filter(fits & named).unique("row", keep="first").with_columns(numbering=pl.coalesce("before", own))
    return found.select("row", "letter", "text", "numbering").sort("row")


def is_phrase(column: str) -> pl.Expr:
    """Whether a text is words and no code: "Болты" and "1. Болты", not "М8х30"."""
    text = pl.col(column).str.strip_chars()
    return text.str.contains(_LETTER) & (text.str.contains(r"\s") | ~text.str.contains("[0-9]"))


@dataclass(slots=True)
class Path:
    """The categories in which the next goods stand. It goes on from block to block.

    How deep one stands is told by the number of its chapter, its indentation and its column. Where nothing tells, a
    run of them without goods in between makes one path, and the next run another.
    """

    letters: Sequence[str]
    goods: int = 0  # that have passed already
    _standing: list[tuple[int, str]] = field(default_factory=list)
    _goods_before: int = -1

    def enter(self, *, letter: str, text: str, numbering: str | None, goods_before: int) -> str:
        """The path beneath this one. ``goods_before`` counts goods: the same for all of a run of categories."""
        is_run = goods_before == self._goods_before
        self._goods_before = goods_before
        depth, is_told = self._depth(letter, text, numbering)
        name = " ".join(text.split())
        if not (is_run and self._standing and self._standing[-1] == (depth, name)):
            is_child = is_run and not is_told
            while self._standing and self._standing[-1][0] >= depth + is_child:
                self._standing.pop()
            self._standing.append((depth, name))
        return str(self)

    def __str__(self) -> str:
        return "/".join(name for _, name in self._standing)

    def _depth(self, letter: str, text: str, numbering: str | None) -> tuple[int, bool]:
        if numbering:
            return len(numbering.rstrip(".").split(".")), True
        indent = len(text) - len(text.lstrip())
        column = self.letters.index(letter) if letter in self.letters else 0
        return column * _LONGEST + indent, indent > 0 or len(self.letters) > 1

"""A pasted text as a block of cells: Excel's tabs, other separators, or a product a line as in a mail. Pure."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from io import StringIO

from .units import PACKS, packs_said, quantity_of

_LIST_MARK = re.compile(r"^\s*(?:\d{1,3}\s*[.)]\s+|[-–—•*·]\s+)")
_UNIT = rf"(?:шт(?:ук[аи]?)?|{PACKS}|компл|к-т|кг|л|м|пара?|рул|ед|pcs?|ea|sets?|kg|units?)\.?"
_ONE_WORD = r"\d+(?:[.,]\d+)?"
_SPACED = r"\d{1,3}(?: \d{3})+(?:[.,]\d+)?"
# a number of more digits is as often an article: it is a quantity where it is as round as large quantities are
_BARE = re.compile(r"^(?P<text>.*\d.*?)\s+(?P<number>[1-9]\d{0,4}|[1-9]\d{2,5}000)$")
_FEW_DIGITS = 3
_LONGEST_LINE = 400  # beyond it nobody writes a product, and the patterns would take their time
_MOSTLY = Decimal("0.8")
_AT_START = re.compile(rf"^(?P<number>{_ONE_WORD})\s*(?:(?P<unit>{_UNIT})|[xх×*])\s+(?P<text>.+)$", re.IGNORECASE)
_WIDE_GAP = re.compile(r"\s{2,}")


def _at_end(number: str, text: str) -> re.Pattern[str]:
    """A quantity that ends a line: with a unit, after a dash or a sign of times, or after a colon."""
    return re.compile(
        rf"^(?P<text>{text})(?:\s*[,;]?\s*(?:[-–—:=]\s+|[xх×*]\s*|по\s+)?(?<![\d.,])(?P<with_unit>{number})\s*(?P<unit>{_UNIT})"
        rf"|\s+[-–—:=xх×*]\s*(?P<marked>{number})|[:=]\s*(?P<glued>{number}))\s*[.;,]?\s*$",
        re.IGNORECASE,
    )


_AT_END = _at_end(_ONE_WORD, r".*?\S")
# "6204-2RS 20 шт срочно": pieces only, for metres and kilograms also belong to the goods, "кабель 3х2,5 100 м чёрный"
_PIECES = rf"(?:шт(?:ук[аи]?)?|{PACKS}|компл|к-т|пара?|pcs?|ea|sets?)\.?"
_BEFORE_WORDS = re.compile(
    rf"\s(?P<number>{_ONE_WORD})\s*(?P<unit>{_PIECES})[\s,;]+(?P<words>[^\W\d]\D*)$", re.IGNORECASE
)
_AT_END_SPACED = _at_end(_SPACED, r"\S*\d.*?\S")  # of "A 204 200 шт" only the last word is the quantity


def cells_of(text: str) -> list[list[str]]:
    """The block that a pasted text is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip("\n")
    if "\t" in text:
        return _separated(text, "\t")
    lines = [line for line in text.split("\n") if line.strip()]
    for separator in (";", "|", ","):
        if _is_table(lines, separator):
            return _separated(text, separator)
    wide = [_WIDE_GAP.split(line.strip()) for line in lines]
    if _is_even([len(row) for row in wide]):
        return wide
    return _sentences(lines)


def said_of(line: str) -> tuple[str, str]:
    """What a line of a mail means, and how many of it; nothing where it names no quantity."""
    return _parted(_LIST_MARK.sub("", line).strip())


def _separated(text: str, separator: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(StringIO(text), delimiter=separator))
    except csv.Error:  # a quote that is not closed, or a cell longer than a page: then quotes mean nothing
        rows = [line.split(separator) for line in text.split("\n")]
    return [[cell.strip() for cell in row] for row in rows]


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _is_table(lines: Sequence[str], separator: str) -> bool:
    """A comma also stands in names and in numbers: it separates columns only where every line has as many of them."""
    rows = [_split(line.strip().rstrip(separator), separator) for line in lines]
    counts = [len(row) for row in rows]
    if separator == ",":
        is_prose = any(cell.startswith(" ") for row in rows for cell in row)
        return len(lines) > 1 and len(set(counts)) == 1 and counts[0] > 1 and not is_prose
    return _is_even(counts)


def _is_even(counts: Sequence[int]) -> bool:
    """Most lines have as many cells, and more than one."""
    if not counts:
        return False
    usual, times = Counter(counts).most_common(1)[0]
    return usual > 1 and times >= _MOSTLY * len(counts)


def _sentences(lines: Sequence[str]) -> list[list[str]]:
    """A product a line: what it is, and how many."""
    said = [_LIST_MARK.sub("", line).strip() for line in lines]
    parted = [_parted(line) for line in said]
    bare = [
        _BARE.match(line) if not quantity and len(line) <= _LONGEST_LINE else None
        for line, (_, quantity) in zip(said, parted, strict=True)
    ]
    if sum(map(bool, bare)) + sum(bool(quantity) for _, quantity in parted) < _MOSTLY * len(said):
        bare = [None] * len(said)  # the number at the end belongs to the goods: "манжета 20 40 10"
    rows = [
        [match["text"].strip(), match["number"]] if match else [text, quantity]
        for (text, quantity), match in zip(parted, bare, strict=True)
    ]
    return rows if any(quantity for _, quantity in rows) else [[text] for text, _ in rows]


def _parted(line: str) -> tuple[str, str]:
    """What is meant and how many: "6204-2RS - 10 шт", "6204-2RS x 10", "6204-2RS: 10", "10 шт 6204-2RS", "5 x 6205"."""
    if len(line) > _LONGEST_LINE:
        return line, ""
    at_start = _AT_START.match(line)
    for pattern in (_AT_END_SPACED, _AT_END):
        match = pattern.match(line)
        number = (match["with_unit"] or match["marked"] or match["glued"]) if match else ""
        if match and quantity_of(number) and not _begins_so(at_start, match["text"]):
            return match["text"].rstrip(" ,;-–—:"), _so_many(number, match)
    if at_start:
        return at_start["text"], _so_many(at_start["number"], at_start)
    return _before_words(line)


def _before_words(line: str) -> tuple[str, str]:
    """How many, and then what else he wants to say of the goods, which stays beside them."""
    found = _BEFORE_WORDS.search(line)
    what = line[: found.start()].rstrip() if found else ""
    if not found or not any(sign.isdigit() for sign in what):
        return line, ""
    return f"{what} {found['words']}", _so_many(found["number"], found)


def _so_many(number: str, match: re.Match[str]) -> str:
    """Packs stay packs; every other unit is that of the goods."""
    return packs_said(number, match["unit"] or "") or number


def _begins_so(at_start: re.Match[str] | None, text: str) -> bool:
    """Of "5 x 6205" the first number says how many: nobody has an article of a few digits alone."""
    return at_start is not None and text.isdigit() and len(text) <= _FEW_DIGITS

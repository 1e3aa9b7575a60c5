"""A policy that comes as a file: a workbook or a text, read as far as it goes and told where it does not.

Sheets and columns are known by what they are called in either language. A part without a sheet stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal, reasons_of
from optom.base.spreadsheet import BookSheet, is_text, sheets_of, text_of
from optom.base.unvalued import unvalued
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy
from optom.interfaces.kit.words import worded

from .policy import choices
from .policy_cells import PARTS, Cells, cells_of, placed, policy_of
from .policy_titles import HEADS, TITLES
from .policy_workbook import DAYS, NUMBERS, as_excel_shows, title_of_words, unfenced

MOST_ROWS = 2_000
MOST_STEPS = 20_000
_MOST_TOLD = 20
_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00:00")


@dataclass(frozen=True, slots=True)
class Fault:
    """What doesn't fit: on which sheet, in which row and column (its head or its letters) of the file, in words."""

    sheet: str
    row: str
    column: str
    text: str
    help: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file says. ``policy`` is None where a cell can't be read at all; else ``faults`` may be mended later.

    ``passed`` are sheets and columns that nothing knows, ``stayed`` the parts that the file doesn't tell.
    """

    policy: Policy | None
    faults: Sequence[Fault]
    passed: Sequence[str] = ()
    stayed: Sequence[str] = ()


@dataclass
class _Book:
    """The cells of a workbook, and in which line of its sheet each row stands."""

    cells: Cells
    lines: dict[str, list[int]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)


def brought(content: bytes, standing: Policy, at: datetime) -> Brought:
    """The policy in a file, its parts that are not told as they stand.

    Refuses ``files.too_large``, ``files.not_a_table``, ``policy.text_unreadable``, ``policy.sheet_without_heads``,
    ``policy.file_too_long``.
    """
    if is_text(content):
        policy = policies.from_text(text_of(content).replace("\r\n", "\n"))
        cells = cells_of(policy)
        _refuse_long(cells)
        return Brought(policy, _faults(policies.faults(policy, at=at), cells, {}))
    book = _book(sheets_of(content), cells_of(standing))
    stayed = [str(TITLES[part]) for part in PARTS if part not in book.lines]
    if empty := list(islice(_without_value(content), _MOST_TOLD)):
        return Brought(None, empty, book.passed, stayed)
    try:
        policy = policy_of(book.cells)
    except Refusal as refusal:
        return Brought(None, _faults(reasons_of(refusal), book.cells, book.lines), book.passed, stayed)
    faults = _faults(policies.faults(policy, at=at), book.cells, book.lines)
    return Brought(policy, faults, book.passed, stayed)


def _book(sheets: Iterable[BookSheet], standing: Cells) -> _Book:
    parts = _called(TITLES)
    book = _Book(dict(standing))
    for sheet in sheets:
        part = parts.get(folded(sheet.name.strip()))
        if part is not None and part not in book.lines:
            _read(sheet, part, book)
        elif folded(sheet.name) not in _in_both(lambda: [title_of_words()]):
            book.passed.append(_("sheet “%(name)s”") % {"name": sheet.name})
    if not book.lines:
        raise Refusal("policy.sheet_without_heads", sheet=", ".join(sheet.name for sheet in sheets))
    _refuse_long(book.cells)
    return book


def _without_value(content: bytes) -> Iterator[Fault]:
    """Cells of the policy's sheets that would read as empty though a formula stands in them."""
    parts = _called(TITLES)
    words = worded(Refusal("policy.formula_without_value"))[0]
    for cell in unvalued(content):
        if folded(cell.sheet.strip()) in parts:
            yield Fault(cell.sheet, str(cell.line), cell.column, words["text"], words["help"] or "")


def _read(sheet: BookSheet, part: str, book: _Book) -> None:
    names = _called({name: HEADS[name] for name in PARTS[part]})
    head, places = _head(sheet, names)
    book.passed += _unknown(sheet, head, places)
    values = {name: _values(part, name) for name in PARTS[part]}
    book.cells[part], book.lines[part] = [], []
    for line, cells in enumerate(sheet.rows[head + 1 :], head + 2):
        told = {name: _cell(cells, places.get(name), name, values[name]) for name in PARTS[part]}
        if any(text.strip() for text in told.values()):
            book.cells[part].append(told)
            book.lines[part].append(line)


def _head(sheet: BookSheet, names: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The first row that names columns, and where each stands."""
    for line, cells in enumerate(sheet.rows):
        places = {
            name: place for place, cell in reversed(list(enumerate(cells))) if (name := names.get(folded(cell.strip())))
        }
        if places:
            return line, places
    raise Refusal("policy.sheet_without_heads", sheet=sheet.name)


def _unknown(sheet: BookSheet, head: int, places: Mapping[str, int]) -> Iterator[str]:
    """Columns in which something stands that is not read."""
    for place in range(max(map(len, sheet.rows))):
        cells = [row[place].strip() if place < len(row) else "" for row in sheet.rows[head:]]
        if place not in places.values() and any(cells):
            told = {"name": cells[0] or f"№ {place + 1}", "sheet": sheet.name}
            yield _("column “%(name)s” of the sheet “%(sheet)s”") % told


def _cell(cells: Sequence[str], place: int | None, name: str, values: Mapping[str, str]) -> str:
    text = unfenced(cells[place]) if place is not None and place < len(cells) else ""
    if name in DAYS and (at_midnight := _MIDNIGHT.fullmatch(text.strip())):
        return at_midnight[1]
    return as_excel_shows(text) if name in NUMBERS else values.get(folded(text.strip()), text)


def _called(words: Mapping[str, Any]) -> dict[str, str]:
    """The names by what they are called, in either language and in code."""
    called = {text: name for name, said in words.items() for text in _in_both(partial(_said, said))}
    return {**called, **{folded(name): name for name in words}}


def _said(word: Any) -> list[str]:
    return [str(word)]


def _values(part: str, name: str) -> dict[str, str]:
    """What the choices of a cell stand for, by their words in either language and as they are kept."""
    found: dict[str, str] = {}
    for language in ("en", "ru"):
        with translation.override(language):
            found |= {folded(str(words)): value for value, words in choices(part, name) if words}
    return {**found, **{folded(value): value for value, _words in choices(part, name) if value}}


def _in_both(words: Callable[[], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    for language in ("en", "ru"):
        with translation.override(language):
            found |= {folded(word.strip()) for word in words()}
    return found


def _refuse_long(cells: Cells) -> None:
    """Everything is compared with everything: what no person has written is not begun with."""
    for part, rows in cells.items():
        most = MOST_STEPS if part == "tables" else MOST_ROWS
        if len(rows) > most:
            raise Refusal("policy.file_too_long", title=str(TITLES[part]), rows=len(rows), most=most)


def _faults(refusals: Iterable[Refusal], cells: Cells, lines: Mapping[str, Sequence[int]]) -> list[Fault]:
    return [_fault(placed(one, cells), lines) for one in refusals]


def _fault(refusal: Refusal, lines: Mapping[str, Sequence[int]]) -> Fault:
    part, row, cell = (refusal.facts.get(name) for name in ("part", "row", "cell"))
    words = worded(refusal)[0]
    told = lines.get(part or "", ())
    line = told[row - 1] if row and row <= len(told) else row
    title, head = str(TITLES.get(part or "", "")), str(HEADS.get(cell or "", ""))
    return Fault(title, str(line or ""), head, words["text"], words["help"] or "")

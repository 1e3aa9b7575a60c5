"""The policy of prices as a workbook: a sheet a part, its rows as on the page, and the words that formulas know.

Texts stand as texts, so that a formula stays one when it is typed over in Excel; numbers and days are Excel's own.
`policy_brought` reads the same cells back.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from optom.base.formula import Kind
from optom.base.refusal import Refusal
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy
from optom.interfaces.kit import formats
from optom.interfaces.kit.input import day, number

from .policy import choices, vocabulary
from .policy_cells import PARTS, Cells, Row, cells_of
from .policy_titles import HEADS, TITLES

NUMBERS = frozenset({"from", "value"})
DAYS = frozenset({"since", "until"})
_LONGEST = 32_000  # signs of a cell; what a program keeps of it with its escapes is 32,767
_SPARE_ROWS = 1000  # below the last one choices are offered too
_LONGEST_LIST = 255  # signs of all choices of a cell, by the format
_DIGITS = 15  # that a number of Excel keeps
_DECIMALS = 9  # that are read of it
_NOISY = re.compile(r"-?\d+\.\d{6,9}")  # a fraction of two as Excel keeps it: 13267197.882999999, 209854079.58919999
_WIDTHS: Mapping[str, int] = {
    "formula": 70,
    "condition": 46,
    "from_quantity": 24,
    "price": 60,
    "holds": 60,
    "corridor": 70,
    "cost": 70,
}
_FENCED = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet may take for a formula, however often it was fenced


def workbook(policy: Policy, at: datetime) -> bytes:
    """The workbook in the language of the request. Refuses ``policy.text_too_long``."""
    return written(cells_of(policies.in_language(policy, formats.language_of_papers(), at=at)), at)


def written(cells: Cells, at: datetime) -> bytes:
    """The same of the rows of a page."""
    content = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": _("Policy of prices"), "created": at.astimezone(UTC).replace(tzinfo=None)})
        looks = _looks(book)
        for part, names in PARTS.items():
            _Sheet(book, looks, part, names).write(cells[part])
        _write_words(book, looks, at)
    return content.getvalue()


def title_of_words() -> str:
    """What the sheet is called that only tells."""
    return _("Words of formulas")


def fenced(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `unfenced` gives it back."""
    return f"'{text}" if _FENCED.match(text) else text


def unfenced(text: str) -> str:
    """The text that was fenced; others as they are."""
    return text[1:] if text.startswith("'") and _FENCED.match(text) else text


def _looks(book: Any) -> Mapping[str, Any]:
    text = {"num_format": "@", "text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "text": book.add_format(text),
        "formula": book.add_format({**text, "font_name": "Consolas", "font_size": 10}),
        "number": book.add_format({"num_format": "General", "valign": "top"}),
        "day": book.add_format({"num_format": "dd.mm.yyyy" if formats.is_russian() else "yyyy-mm-dd", "valign": "top"}),
    }


class _Sheet:
    """A part of the policy: heads that stay in sight, cells by what they hold, choices to choose from."""

    def __init__(self, book: Any, looks: Mapping[str, Any], part: str, names: Sequence[str]) -> None:
        self.part, self.names, self.looks = part, names, looks
        self.sheet = book.add_worksheet(str(TITLES[part]))
        self.choices = {name: {value: str(words) for value, words in choices(part, name)} for name in names}

    def write(self, rows: Sequence[Row]) -> None:
        """All of it."""
        self.sheet.freeze_panes(1, 0)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, name in enumerate(self.names):
            self.sheet.set_column(column, column, _WIDTHS.get(name, 24), self._look(name))
            self.sheet.write_string(0, column, str(HEADS[name]), self.looks["head"])
            self._offer(column, self.choices[name], len(rows))
        for place, row in enumerate(rows, 1):
            for column, name in enumerate(self.names):
                self._cell(place, column, name, row)

    def _look(self, name: str) -> Any:
        kind = "day" if name in DAYS else "number" if name in NUMBERS else "formula" if name in _WIDTHS else "text"
        return self.looks[kind]

    def _cell(self, place: int, column: int, name: str, row: Row) -> None:
        text = row[name]
        if name in DAYS and text.strip():
            self.sheet.write_datetime(place, column, day(text), self.looks["day"])
        elif name in NUMBERS and not _is_looked_up(name, row) and (kept := _as_number(text)) is not None:
            self.sheet.write_number(place, column, kept, self.looks["number"])
        elif text := self.choices[name].get(text, text):
            told = _finer(text) if name in NUMBERS and _is_noisy(text) else text
            self.sheet.write_string(place, column, self._bounded(told, place, name), self._look_of_text(name))

    def _look_of_text(self, name: str) -> Any:
        """A number that Excel could not keep stands as text too."""
        return self.looks["formula" if name in _WIDTHS else "text"]

    def _bounded(self, text: str, place: int, name: str) -> str:
        if len(text) > _LONGEST:
            raise Refusal("policy.text_too_long", part=self.part, row=place, cell=name, most=_LONGEST)
        return fenced(text)

    def _offer(self, column: int, offered: Mapping[str, str], rows: int) -> None:
        words = [word for word in offered.values() if word]
        if words and sum(map(len, words)) + len(words) <= _LONGEST_LIST and not any("," in word for word in words):
            listed = {"validate": "list", "source": words, "error_type": "warning"}
            self.sheet.data_validation(1, column, rows + _SPARE_ROWS, column, listed)


def _is_looked_up(name: str, row: Row) -> bool:
    """Whether it is a text to look up, which stays one though it looks like a number."""
    return name == "from" and row.get("key") == Kind.TEXT.value


def _as_number(text: str) -> float | None:
    """The number, where Excel keeps it as it is written."""
    try:
        value = number(text).normalize()
    except Refusal:
        return None
    _sign, digits, exponent = value.as_tuple()
    is_kept = isinstance(exponent, int) and len(digits) <= _DIGITS and exponent >= -_DECIMALS
    return float(value) if is_kept else None


def _is_noisy(text: str) -> bool:
    return bool(_NOISY.fullmatch(text)) and sum(map(str.isdigit, text)) > _DIGITS


def _finer(text: str) -> str:
    """With more decimals than are read of Excel's own numbers, so that it is taken as it is written."""
    whole, _point, decimals = text.partition(".")
    return f"{whole}.{decimals:0<{_DECIMALS + 1}}"


def as_excel_shows(text: str) -> str:
    """A number that was read of a workbook, to the digits that Excel shows of it."""
    return f"{float(text):.{_DIGITS}g}" if _is_noisy(text) else text


def _write_words(book: Any, looks: Mapping[str, Any], at: datetime) -> None:
    sheet = book.add_worksheet(title_of_words())
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(((_("Word"), 44), (_("In the other language"), 32), (_("What it is"), 90))):
        sheet.set_column(column, column, width, looks["text"])
        sheet.write_string(0, column, head, looks["head"])
    for place, cells in enumerate(_words(at), 1):
        for column, text in enumerate(cells):
            sheet.write_string(place, column, fenced(text), looks["text"])


def _words(at: datetime) -> Iterator[tuple[str, str, str]]:
    known = vocabulary(at)
    for one in known["fields"]:
        yield one["name"], one["other"], one["kind"]
    for one in known["functions"]:
        yield f"{one['name']}({one['arguments']})", one["other"], one["text"]

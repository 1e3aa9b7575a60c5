"""Acts and ledger cards as tables: where their days, documents, debits and credits stand, and what the rows say. Pure.

A card of 1C has an account beside each sum; an act of two sides has every column twice, ours and theirs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from optom.base.money import kopecks
from optom.base.refusal import Refusal

from .rules import Card, TheirLine

Cells = Sequence[Sequence[str]]
_MOST_ABOVE = 60  # rows before the heads: requisites of both sides
_HEADS = {
    "on": ("дата", "период", "date"),
    "title": (
        "документ",
        "наименование",
        "операц",
        "содержание",
        "хозяйственн",
        "document",
        "description",
        "operation",
    ),
    "number": ("номер", "№ док", "number", "no."),
    "debit": ("дебет", "дт", "приход", "debit"),
    "credit": ("кредит", "кт", "расход", "credit"),
    "amount": ("сумма", "amount"),
}
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})\b|\b(\d{4})-(\d\d)-(\d\d)\b")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_FIRST_OF_EXCEL = date(1899, 12, 30)
_ACCOUNT = re.compile(r"\d\d(?:\.\d{1,2}){0,2}")
_BALANCE = re.compile(r"\s*(?:сальдо|остаток|входящее|исходящее|opening|closing|balance)", re.IGNORECASE)
_TURNOVER = re.compile(r"\s*(?:оборот|итого|всего|total|turnover)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where one side of a table stands: columns of days and titles, and the spans in which its sums are."""

    on: int | None
    titles: Sequence[int]
    debit: range
    credit: range


def card_of(cells: Cells) -> Card:
    """What a table says; of a table of two sides the last one that has sums. Refuses `reconciliation.card_unknown`."""
    for place, row in enumerate(cells[:_MOST_ABOVE]):
        sides = _sides(row)
        if sides:
            read = [_read(cells, place + 1, side) for side in sides]
            return next((card for card in reversed(read) if card.lines), read[0])
    raise Refusal("reconciliation.card_unknown")


def _kind(cell: str) -> str | None:
    text = " ".join(cell.lower().split())
    return next((kind for kind, words in _HEADS.items() if text.startswith(words)), None)


def _sides(row: Sequence[str]) -> list[_Columns]:
    heads = [(x, kind) for x, cell in enumerate(row) if cell.strip() and (kind := _kind(cell))]
    filled = [x for x, cell in enumerate(row) if cell.strip()]
    ends = {x: min([other for other in filled if other > x], default=max(len(row), x + 1)) for x in filled}
    found, last = [], -1
    for x, kind in heads:
        if kind not in {"debit", "amount"} or (kind == "amount" and any(other == "debit" for _, other in heads)):
            continue
        credit = (
            next((other for other, name in heads if other > x and name == "credit"), None) if kind == "debit" else None
        )
        if kind == "debit" and credit is None:
            continue
        own = [(other, name) for other, name in heads if last < other < x] or [one for one in heads if one[0] < x]
        on = next((other for other, name in own if name == "on"), None)
        titles = [other for other, name in own if name in {"title", "number"}]
        if on is None and not titles:
            continue
        last = credit if credit is not None else x
        found.append(
            _Columns(on, titles, range(x, ends[x]), range(last, ends[last]) if credit is not None else range(0))
        )
    return found


def _read(cells: Cells, start: int, side: _Columns) -> Card:
    debit, credit = (_best(cells[start:], span) for span in (side.debit, side.credit))
    lines: list[TheirLine] = []
    balances: list[tuple[bool, Decimal]] = []  # whether operations came before it
    unread: list[tuple[int, str]] = []
    for place, row in enumerate(cells[start:], start=start + 1):
        amount = _sum(row, debit) - _sum(row, credit)
        words = next((cell for cell in row if cell.strip()), "")
        title = " ".join(" ".join(_cell(row, x) for x in side.titles).split())
        if any(_BALANCE.match(text) for text in (words, title)):
            balances.append((bool(lines), amount))
        elif amount and not any(_TURNOVER.match(text) for text in (words, title)):
            on = _day(_cell(row, side.on)) or _day(title)
            if on is None:
                unread.append((place, " ".join(" ".join(row).split())[:200]))
            else:
                lines.append(TheirLine(place, on, title[:300], amount))
    opening = next((amount for is_after, amount in balances if not is_after), None)
    closing = next((amount for is_after, amount in reversed(balances) if is_after), None)
    return Card(lines, opening, closing, unread)


def _best(rows: Cells, span: range) -> int | None:
    """Of the columns under one head that in which sums stand: beside them are numbers of accounts."""

    def sums(x: int) -> int:
        return sum(_money(cell) is not None and not _ACCOUNT.fullmatch(cell) for row in rows if (cell := _cell(row, x)))

    return max(span, key=lambda x: (sums(x), -x), default=None)


def _cell(row: Sequence[str], x: int | None) -> str:
    return row[x].strip() if x is not None and x < len(row) else ""


def _sum(row: Sequence[str], x: int | None) -> Decimal:
    return _money(_cell(row, x)) or Decimal(0)


def _money(text: str) -> Decimal | None:
    bare = "".join(text.replace("\u2212", "-").split()).replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    if "," in bare and "." in bare:
        bare = bare.replace("," if bare.rindex(",") < bare.rindex(".") else ".", "")
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None
    return kopecks(value) if value.is_finite() and value.adjusted() < 13 else None  # noqa: PLR2004 -- digits that a column holds


def _day(text: str) -> date | None:
    """A day as people and programs write it, also as Excel counts it."""
    if _SERIAL.fullmatch(text):
        return _FIRST_OF_EXCEL + timedelta(days=int(text[:5]))
    found = _DAY.search(text)
    if found is None:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004 -- 26 is 2026
    except ValueError:
        return None

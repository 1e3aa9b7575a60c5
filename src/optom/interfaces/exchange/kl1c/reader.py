"""Reading 1CClientBankExchange as banks write it, not as it is described.

Sections have no ends or are unknown, files are cut off, glued together or without a head. A document is whole when its
end, or whatever comes after it, has been seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from optom.base.refusal import Refusal
from optom.domain.bank.rules import StatementDocument, Turnover, UnreadPart

from .alphabets import SIGNATURE
from .lines import Line, lines_of
from .values import balance_of, day_of, purpose_of, side_of, sum_of

Part = StatementDocument | UnreadPart | Turnover
MOST_LINES = 400  # of one document; the longest that is described has a hundred fields
_SECTION, _END = "секция", "конец"
_DOCUMENT, _ACCOUNT, _FILE = "документ", "расчсчет", "файла"
_PURPOSE = "назначениеплатежа"
_DAYS = ("датаначала", "датаконца")


@dataclass
class _Section:
    """A section that has begun: ``kind`` is the word after "Секция"."""

    kind: str
    title: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    raw: list[str] = field(default_factory=list)
    last: str = ""
    lines: int = 0

    def hear(self, line: Line) -> None:
        """A field, or what a field goes on with; the first value of a name counts."""
        self.lines += 1
        if self.lines > MOST_LINES:  # somebody forgot the end: what follows is not his any more
            return
        self.raw.append(line.text)
        if line.has_value:
            self.last = line.name
            self.fields[line.name] = self.fields.get(line.name) or line.value
        elif self.last.startswith(_PURPOSE):
            self.fields[self.last] += f" {line.text}"


def read(stream: BinaryIO) -> Iterator[Part]:
    """The documents of the file in their order, and what in it is none."""
    walk = _Walk()
    for line in lines_of(stream):
        if line.text:
            yield from walk.hear(line)
    yield from walk.end()


class _Walk:
    """Where in the file we are."""

    def __init__(self) -> None:
        self._place = 0
        self._line = 0
        self._accounts: set[str] = set()
        self._period: dict[str, str] = {}  # of the whole file, for sections that tell no days
        self._section: _Section | None = None
        self._has_ended = True

    def hear(self, line: Line) -> Iterator[Part]:
        self._line = line.number
        self._has_ended = False
        if line.text == SIGNATURE:
            yield from self._close()
            self._accounts, self._period = set(), {}  # a file glued to another begins
        elif line.is_word_of(_SECTION):
            yield from self._close()
            self._section = _Section(line.name.removeprefix(_SECTION), line.value, line.number, raw=[line.text])
        elif line.is_word_of(_END) and not line.value:
            yield from self._end_of(line)
        else:
            self._field(line)

    def end(self) -> Iterator[Part]:
        """The file is over: a document without an end may have lost the end of its sum."""
        section, self._section = self._section, None
        if section and section.kind == _DOCUMENT:
            yield self._unread(section.line, "bank.document_cut", section)
        if not self._has_ended:
            yield self._unread(self._line, "bank.file_cut", None)

    def _end_of(self, line: Line) -> Iterator[Part]:
        if self._section:
            self._section.raw.append(line.text)
        yield from self._close()
        self._has_ended = line.name == _END + _FILE

    def _field(self, line: Line) -> None:
        if self._section:
            self._section.hear(line)
        elif line.name in _DAYS:
            self._period[line.name] = line.value
        if line.name == _ACCOUNT and line.value and (self._section is None or self._section.kind == _ACCOUNT):
            self._accounts.add("".join(line.value.split()))

    def _close(self) -> Iterator[Part]:
        section, self._section = self._section, None
        if section is None:
            return
        if section.kind == _ACCOUNT:
            yield from self._turnover(section)
            return
        if section.kind != _DOCUMENT:
            yield self._unread(section.line, "bank.section_unknown", section)
            return
        self._place += 1
        try:
            yield self._document(section)
        except Refusal as refusal:
            raw = "\n".join(section.raw)
            yield UnreadPart(self._place, section.line, refusal.code, refusal.facts, raw)

    def _document(self, section: _Section) -> StatementDocument:
        if section.lines > MOST_LINES:
            raise Refusal("bank.document_too_long", lines=section.lines, most=MOST_LINES)
        fields = section.fields
        came_on, went_on = day_of(fields.get("датапоступило", "")), day_of(fields.get("датасписано", ""))
        on = day_of(fields.get("дата", "")) or came_on or went_on
        if on is None:
            raise Refusal("bank.day_wrong", text="")
        return StatementDocument(
            place=self._place,
            line=section.line,
            kind=section.title,
            number=fields.get("номер", ""),
            on=on,
            amount=sum_of(fields.get("сумма", "")),
            payer=side_of(fields, "плательщик"),
            payee=side_of(fields, "получатель"),
            came_on=came_on,
            went_on=went_on,
            purpose=purpose_of(fields),
            raw="\n".join(section.raw),
            statement_of=frozenset(self._accounts),
        )

    def _turnover(self, section: _Section) -> Iterator[Turnover]:
        """What the section of an account says of it; nothing where it does not say how it ended."""
        fields = {**self._period, **section.fields}
        since, until = (_day_or_none(fields.get(name, "")) for name in _DAYS)
        came, went, closing = (
            balance_of(fields.get(name, "")) for name in ("всегопоступило", "всегосписано", "конечныйостаток")
        )
        if since and until and since <= until and (came, went, closing) != (None, None, None):
            account, opening = "".join(fields.get(_ACCOUNT, "").split()), balance_of(fields.get("начальныйостаток", ""))
            yield Turnover(section.line, account, since, until, opening, came, went, closing)

    def _unread(self, line: int, code: str, section: _Section | None) -> UnreadPart:
        self._place += 1
        facts = {"section": section.kind} if section and section.kind != _DOCUMENT else {}
        return UnreadPart(self._place, line, code, facts, "\n".join(section.raw) if section else "")


def _day_or_none(text: str) -> date | None:
    try:
        return day_of(text)
    except Refusal:
        return None

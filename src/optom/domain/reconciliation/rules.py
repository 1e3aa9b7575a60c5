"""Our ledger beside the other side's: what answers what, and what does not. Pure."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from math import floor
from typing import TypeVar

from optom.base.texts import TWINS

SAME, SUM_DIFFERS, OURS_ONLY, THEIRS_ONLY = "same", "sum_differs", "ours_only", "theirs_only"
KINDS = (SAME, SUM_DIFFERS, OURS_ONLY, THEIRS_ONLY)
BUYER, SELLER = "buyer", "seller"
DAYS_APART = 10  # goods are on their way, a bank works from Friday to Monday
DAYS_OF_A_PAPER = 60  # by rail through the country: number and sum leave no doubt
_NOTHING, _HALF = Decimal(0), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Operation:
    """A line of our ledger: ``amount`` is what the buyer owes more (+) or less (-).

    Of which kind its paper is, and the number of it, are known where papers are shown. ``also`` is the number of
    another paper about the same, under which some enter it.
    """

    entry: int
    on: date
    kind: str
    title: str
    number: str
    amount: Decimal
    paper_kind: str | None = None
    paper_number: str | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class TheirLine:
    """A line of the other side's ledger, ``place`` rows from its top; ``amount`` is debit - credit as it is written."""

    place: int
    on: date
    title: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Card:
    """An act or a ledger card of the other side. Balances are debit - credit as written; None where none is told.

    ``unread`` are rows with a sum that could not be read as an operation: where they stand and how they read.
    """

    lines: Sequence[TheirLine]
    opening: Decimal | None = None
    closing: Decimal | None = None
    unread: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of ours and of theirs that are one thing, or one of them alone; theirs in our sense: they owe more (+)."""

    kind: str
    ours: Operation | None = None
    theirs: TheirLine | None = None

    @property
    def difference(self) -> Decimal:
        """By how much we say more than they."""
        return (self.ours.amount if self.ours else _NOTHING) - (self.theirs.amount if self.theirs else _NOTHING)

    @property
    def days(self) -> int:
        """How many days later they wrote it."""
        return (self.theirs.on - self.ours.on).days if self.ours and self.theirs else 0


@dataclass(frozen=True, slots=True)
class Compared:
    """All pairs in the order of days; ``is_mirrored``: their debit is our credit, as it is in a buyer's own books."""

    pairs: Sequence[Pair]
    is_mirrored: bool

    def count(self, kind: str) -> int:
        """How many pairs are of a kind."""
        return sum(pair.kind == kind for pair in self.pairs)

    @property
    def differing(self) -> list[Pair]:
        """What does not agree."""
        return [pair for pair in self.pairs if pair.kind != SAME]


def compared(ours: Sequence[Operation], theirs: Sequence[TheirLine]) -> Compared:
    """Both ledgers line by line. Which way round theirs is written is seen from what then agrees."""
    numbers = {title: numbers_in(title) for title in {line.title for line in theirs}}
    mirrored = [replace(line, amount=-line.amount) for line in theirs]
    ways = [
        Compared(_paired(ours, mirrored, numbers), is_mirrored=True),
        Compared(_paired(ours, theirs, numbers), is_mirrored=False),
    ]
    return max(ways, key=lambda one: (one.count(SAME), -len(one.pairs), one.is_mirrored))


def _paired(ours: Sequence[Operation], theirs: Sequence[TheirLine], numbers: Mapping[str, Sequence[str]]) -> list[Pair]:
    """By number and sum, by number alone, by sum and nearest day, by a sum that is a little off; each line once.

    A number alone is first that of the paper by which we call it: another kind of paper has a series of its own.
    """

    def called(one: Operation | TheirLine) -> Sequence[str]:
        if isinstance(one, TheirLine):
            return numbers[one.title]
        return [bare_number(one.number)] if one.number else ()

    def entered(one: Operation | TheirLine) -> Sequence[str]:
        also = one.also if isinstance(one, Operation) else ""
        return [*called(one), bare_number(also)] if also else called(one)

    pool = _Pool(ours, theirs)
    pool.match(lambda one: [(number, one.amount) for number in entered(one)], SAME, within=DAYS_OF_A_PAPER)
    pool.match(lambda one: [(number, one.amount > 0) for number in called(one)], SUM_DIFFERS)
    pool.match(lambda one: [(number, one.amount > 0) for number in entered(one)], SUM_DIFFERS)
    pool.match(lambda one: [one.amount], SAME)
    pool.match(_about, SUM_DIFFERS)
    return sorted(pool.all(), key=_order)


def _about(one: Operation | TheirLine) -> Iterable[object]:
    """Sums that are half a rouble apart at most have one of the two in common, those a rouble apart neither: VAT is
    rounded line by line here and all at once there.
    """
    return [("whole", floor(one.amount)), ("half", floor(one.amount + _HALF))]


def _order(pair: Pair) -> tuple[date, int, int]:
    days = [one.on for one in (pair.ours, pair.theirs) if one]
    return days[0], pair.ours.entry if pair.ours else 0, pair.theirs.place if pair.theirs else 0


Side = TypeVar("Side", Operation, TheirLine)
_Keys = Callable[[Operation | TheirLine], Iterable[object]]


class _Pool:
    """What is not matched yet."""

    def __init__(self, ours: Sequence[Operation], theirs: Sequence[TheirLine]) -> None:
        self._ours = list(ours)
        self._theirs = {line.place: line for line in theirs}
        self._pairs: list[Pair] = []

    def match(self, keys: _Keys, kind: str, *, within: int = DAYS_APART) -> None:
        """Whatever has a key in common, the nearest day first, so many days apart at most."""
        known: dict[object, dict[date, deque[TheirLine]]] = defaultdict(lambda: defaultdict(deque))
        for line in self._theirs.values():
            for key in keys(line):
                known[key][line.on].append(line)
        rest = []
        for one in self._ours:
            found = self._nearest(one, [known[key] for key in keys(one) if key in known], within)
            if found is None:
                rest.append(one)
            else:
                del self._theirs[found.place]
                self._pairs.append(Pair(kind, one, found))
        self._ours = rest

    def _nearest(
        self, one: Operation, known: Sequence[Mapping[date, deque[TheirLine]]], within: int
    ) -> TheirLine | None:
        """Day by day from the operation's own, so that thousands of equal sums cost no more than different ones."""
        if not known:
            return None
        for apart in map(timedelta, range(within + 1)):
            lines = [
                line for days in known for on in (one.on - apart, one.on + apart) if (line := self._first(days.get(on)))
            ]
            if lines:
                return min(lines, key=lambda line: line.place)
        return None

    def _first(self, lines: deque[TheirLine] | None) -> TheirLine | None:
        while lines and lines[0].place not in self._theirs:
            lines.popleft()
        return lines[0] if lines else None

    def all(self) -> Iterator[Pair]:
        yield from self._pairs
        yield from (Pair(OURS_ONLY, ours=one) for one in self._ours)
        yield from (Pair(THEIRS_ONLY, theirs=line) for line in self._theirs.values())


_DAY = re.compile(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}\s+[а-я]+\s+\d{4}"
)
_INCOMING = re.compile(r"вх(?:\.|одящ\w*)?\s*(?:док\w*\.?)?\s*(?:№|номер|n)?\s*([\w/-]*\d[\w/-]*)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[^\W\d_]{1,6}[-/]?)?\d[\w/-]*")
_LONGEST = 15  # twenty digits are an account at a bank


def numbers_in(title: str) -> list[str]:
    """The numbers that a title of a document may mean, bare: without letters and zeros before them.

    The number of the incoming paper goes before the number under which it was entered.
    """
    text = _DAY.sub(" ", title.lower().replace("\u00a0", " "))
    said = [found[1] for found in _INCOMING.finditer(text)] or [found[0] for found in _NUMBER.finditer(text)]
    return list(dict.fromkeys(bare for one in said if len(one) <= _LONGEST and (bare := bare_number(one))))


def bare_number(number: str) -> str:
    """Of УТ-000123/1 the digits at its end and what a stroke parts from them, without zeros before: 123/1."""
    plain = "".join(number.split()).upper().translate(TWINS)
    parts = [digits.lstrip("0") for digits in re.findall(r"\d+", plain)]
    return parts[-1] if parts and "/" not in plain else "/".join(filter(None, parts))

"""Blocks of cells as buyers paste and upload them: what each column holds and what each row says. Pure.

A block comes from Excel (tabs), from a file of any separator, or from a mail with a product a line. Nothing in it is
dropped in silence: a row is either read, or named among those left out with the reason.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from optom.domain.catalog.rules import normalise_code, plain_words

from . import heads
from .heads import Role
from .texts import said_of
from .units import LONGEST_QUANTITY, is_unit, packs_said, quantity_of

Cells = Sequence[Sequence[str]]
SAMPLE = 60
MOST_LEFT_OUT = 20_000  # kept of a block: whoever left out more has sent a whole price list
_MOST_HEAD_ROWS = 30
_NUMBER = re.compile(r"[0-9]{1,11}(?:[.,][0-9]{1,20})?")
_MOSTLY, _HALF, _SOME = Decimal("0.8"), Decimal("0.5"), Decimal("0.3")
# "Total" is also a maker of oils: "Total Quartz 9000" are goods.
_TOTAL = re.compile(r"(?:итого|всего)\b|total\b(?!.*\d)", re.IGNORECASE)
_SHORTEST_NAME = 6
_LONGEST_SIGNATURE = 400
_LONGEST_KEY = 18
_FEWEST_COUNTED = 3
_PLAIN = 2  # columns: what and how many
NOT_SAID = "—"  # where a quantity is missing that every other row has
_NONE = frozenset({"0", "0,0", "0.0", "0,00", "0.00", "0,000", "0.000", "-", "–", "—"})


class Left(StrEnum):
    """Why a row of a block is left out."""

    ABOVE = "above_head"
    NO_QUANTITY = "no_quantity"
    NOTHING = "says_nothing"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a block holds, and the row of its heads (None: it has none).

    ``is_sure`` when heads or the goods themselves say so; otherwise a person had better look. ``is_told`` when a person
    of the company has said it. ``is_left``: nothing is ordered there, a cover or whatever he said to leave.
    """

    roles: tuple[Role, ...]
    head: int | None = None
    is_sure: bool = False
    is_told: bool = False
    is_left: bool = False

    @property
    def places(self) -> Mapping[Role, int]:
        """The column of each role; the first where there are several."""
        return {role: place for place, role in reversed(list(enumerate(self.roles)))}

    def place(self, role: Role) -> int | None:
        """The column of a role."""
        return self.places.get(role)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook with what its columns hold, or a text that was pasted: that has no name."""

    cells: Cells
    layout: Layout
    name: str = ""

    def stranger(self, contract: int) -> str:
        """The number of another contract than this, where it is the form of one."""
        said = heads.contract_said(self.cells[self.layout.head]) if self.layout.head is not None else None
        return said[1] if said and said[0] != contract else ""


@dataclass(frozen=True, slots=True)
class Then:
    """What our own form showed of goods when it went out; None where it shows nothing of the kind.

    The ``price`` is that of the list: without the breaks of a quantity which nobody had named yet.
    """

    price: Decimal | None = None
    free: Decimal | None = None
    multiple: Decimal | None = None
    minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row as it was written; ``position`` counts the rows of the block from 1.

    ``quantity`` is None where the block names none, and where it can't be understood without the product: then
    ``odd_quantity`` keeps what stood there, packs ("3 уп") among it. A row of our own form knows its
    product by ``key``, and how it was offered ``then``; ``is_out``: nothing of it is wanted any more, for a zero stands
    there, or nothing where the form went out with a quantity.
    """

    position: int
    text: str
    number: str = ""
    brand: str = ""
    name: str = ""
    quantity: Decimal | None = None
    odd_quantity: str = ""
    note: str = ""
    key: int | None = None
    is_out: bool = False
    then: Then | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that says nothing to order; what its columns name is kept, for it may be put in by hand."""

    position: int
    text: str
    reason: Left
    number: str = ""
    brand: str = ""
    name: str = ""
    note: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """What a block says. ``out`` are rows of our own form in which somebody has put nothing instead of a quantity."""

    rows: Sequence[BlockRow]
    left_out: Sequence[LeftOut]
    out: Sequence[BlockRow] = ()

    def __add__(self, other: "Block") -> "Block":
        """Both, one after the other."""
        return Block([*self.rows, *other.rows], [*self.left_out, *other.left_out], [*self.out, *other.out])


def sample_codes(cells: Cells) -> set[str]:
    """Every cell of the first rows as numbers are compared: which of them are goods tells where the numbers stand."""
    return {code for row in cells[:SAMPLE] for cell in row if (code := normalise_code(cell))}


def guessed(cells: Cells, *, known: Collection[str], brands: Collection[str]) -> Layout:
    """What the columns hold, by their heads and by what stands in them.

    ``known`` are those of ``sample_codes`` that mean goods, ``brands`` all brands, both as numbers are compared.
    """
    width = max((len(row) for row in cells), default=0)
    head = _head_of(cells, width) if width else None
    body = [row for row in cells[0 if head is None else head + 1 :] if not _is_line(row, width)][:SAMPLE]
    named = heads.roles(cells[head], width) if head is not None else [None] * width
    columns = [_Column.of([row[x] if x < len(row) else "" for row in body], known, brands) for x in range(width)]
    return _Guess(named, columns).layout(head)


def is_order(cells: Cells, layout: Layout, known: Collection[str]) -> bool:
    """Whether something of a sheet is likely to be ordered: it names goods, or has a headed column with quantities."""
    if any(normalise_code(cell) in known for row in cells[:SAMPLE] for cell in row):
        return True
    place = layout.place(Role.QUANTITY)
    return layout.head is not None and any(quantity_of(_cell(row, place)) for row in cells[layout.head + 1 :])


def _is_line(row: Sequence[str], width: int) -> bool:
    """A line of a mail between rows of a list: rows have all their cells, also those that are empty."""
    return len(row) == 1 < width


def _as_row(line: str, layout: Layout) -> list[str]:
    """Such a line in the columns of the rows beside it."""
    goods, quantity = layout.place(Role.NUMBER), layout.place(Role.QUANTITY)
    goods = layout.place(Role.NAME) if goods is None else goods
    if goods is None or quantity is None:
        return [line]
    row = [""] * len(layout.roles)
    row[goods], row[quantity] = said_of(line)
    return row


def _head_of(cells: Cells, width: int) -> int | None:
    """The row with the names of columns: the first that names two of them; one is enough where there is one column."""
    needed = min(2, width)
    for place, row in enumerate(cells[: min(_MOST_HEAD_ROWS, len(cells) - 1)]):
        below = cells[place + 1]
        if (
            sum(heads.role_of(cell) is not None or _heads_pieces(cell, below, x) for x, cell in enumerate(row))
            >= needed
        ):
            return place
    return None


def _heads_pieces(cell: str, below: Sequence[str], place: int) -> bool:
    """Whether a unit stands above numbers, and so says what they count, not in what goods are sold."""
    under = _cell(below, place)
    return is_unit(cell.strip()) and not is_unit(under) and quantity_of(under) is not None


@dataclass(frozen=True, slots=True)
class _Column:
    """Shares of a column's filled cells that are something."""

    filled: int
    numbers: Decimal
    goods: Decimal
    brands: Decimal
    units: Decimal
    codes: Decimal
    is_count: bool
    is_price: bool
    length: Decimal

    @classmethod
    def of(cls, cells: Sequence[str], known: Collection[str], brands: Collection[str]) -> "_Column":
        said = [cell.strip() for cell in cells if cell.strip()]
        quantities = [quantity for cell in said if (quantity := quantity_of(cell)) is not None]
        goods = sum(normalise_code(cell) in known for cell in said)
        priced = sum(bool(re.search(r"[.,]\d\d\D*$", cell[-LONGEST_QUANTITY:])) for cell in said)
        return cls(
            filled=len(said),
            numbers=_share(len(quantities), said),
            goods=_share(goods, said),
            brands=_share(sum(normalise_code(cell) in brands for cell in said), said),
            units=_share(sum(is_unit(cell) for cell in said), said),
            codes=_share(sum(any(sign.isdigit() for sign in cell) for cell in said), said),
            is_count=len(said) >= _FEWEST_COUNTED and quantities == [Decimal(n) for n in range(1, len(said) + 1)],
            is_price=_share(priced, said) > _HALF,
            length=Decimal(sum(map(len, said))) / max(len(said), 1),
        )


def _share(part: int, whole: Sequence[str]) -> Decimal:
    return Decimal(part) / len(whole) if whole else Decimal(0)


class _Guess:
    """The roles of columns: what heads name stands; the rest goes by what stands in the columns."""

    def __init__(self, named: Sequence[Role | None], columns: Sequence[_Column]) -> None:
        self._roles = list(named)
        self._columns = columns
        self._is_headed = Role.QUANTITY in named
        self._rivals = 0

    def layout(self, head: int | None) -> Layout:
        self._keep_the_best_number()
        for role, find in (
            (Role.NUMBER, self._number), (Role.BRAND, self._brand), (Role.NAME, self._name),
            (Role.QUANTITY, self._quantity), (Role.UNIT, self._unit),
        ):  # fmt: skip
            if role not in self._roles and (place := find()) is not None:
                self._roles[place] = role
        roles = tuple(role or Role.OTHER for role in self._roles)
        is_ours = Role.KEY in roles
        return Layout(roles, head, is_sure=is_ours or self._is_sure(roles, head), is_told=is_ours)

    def _keep_the_best_number(self) -> None:
        """Firms write their own code beside the article; the one by which goods are found is the number."""
        places = [place for place, role in enumerate(self._roles) if role is Role.NUMBER]
        for place in sorted(places, key=lambda place: self._columns[place].goods, reverse=True)[1:]:
            self._roles[place] = Role.OTHER

    def _free(self) -> list[int]:
        return [
            place
            for place, role in enumerate(self._roles)
            if role is None and self._columns[place].filled and self._columns[place].units < _HALF
        ]

    def _number(self) -> int | None:
        free = self._free()
        best = max(free, key=lambda place: self._columns[place].goods, default=None)
        if best is not None and self._columns[best].goods >= _SOME:
            return best
        if Role.NAME in self._roles:
            return None
        return next((x for x in free if self._columns[x].codes > _HALF and self._columns[x].numbers < _HALF), None)

    def _brand(self) -> int | None:
        return next((place for place in self._free() if self._columns[place].brands >= _HALF), None)

    def _name(self) -> int | None:
        worded = [
            x for x in self._free() if self._columns[x].numbers < _HALF and self._columns[x].length >= _SHORTEST_NAME
        ]
        has_number = Role.NUMBER in self._roles
        rest = [] if has_number else [x for x in self._free() if self._columns[x].numbers < _HALF]
        return max(worded or rest, key=lambda place: self._columns[place].length, default=None)

    def _quantity(self) -> int | None:
        """Numbers that count no rows and are no prices; of several the first after what names the goods."""
        said = [x for x, role in enumerate(self._roles) if role in {Role.NUMBER, Role.NAME}]
        numbers = [x for x in self._free() if self._columns[x].numbers >= _MOSTLY]
        found = [x for x in numbers if not self._columns[x].is_count] or [
            x for x in numbers if x > min(said, default=x)
        ]
        found = [x for x in found if not self._columns[x].is_price] or found
        self._rivals = len(found)
        return next((x for x in found if said and x > min(said)), found[0] if found else None)

    def _unit(self) -> int | None:
        return next((x for x, role in enumerate(self._roles) if role is None and self._columns[x].units >= _HALF), None)

    def _is_sure(self, roles: Sequence[Role], head: int | None) -> bool:
        """Heads, goods that are known, or so few columns that nothing else could be meant."""
        goods = [self._columns[x].goods for x, role in enumerate(roles) if role in {Role.NUMBER, Role.NAME}]
        is_named = head is not None and Role.NUMBER in roles
        is_plain = sum(column.filled > 0 for column in self._columns) <= _PLAIN
        is_known = bool(goods) and (is_named or is_plain or max(goods) >= _HALF)
        return is_known and (self._is_headed or self._rivals <= 1)


def read_all(tables: Iterable[Table], *, contract: int) -> Block:
    """What the rows of several sheets say to a contract, one sheet after the other."""
    return sum((_read_for(contract, table) for table in tables), Block((), ()))


def _read_for(contract: int, table: Table) -> Block:
    """How goods were offered to another contract says nothing of what has moved for this one."""
    block = read(table.cells, table.layout, sheet=table.name)
    if not table.stranger(contract):
        return block
    return replace(block, rows=[replace(row, then=None) for row in block.rows])


def read(cells: Cells, layout: Layout, *, sheet: str = "") -> Block:
    """What the rows say.

    Of a list where most rows name no quantity (a whole price list) only those that do are wanted; of any other a row
    without a quantity was forgotten, and is kept for a person to look at. Our own form is a price list, however short,
    and of it what nobody has filled in says nothing at all; a line of a mail between the rows belongs to no price list.
    """
    places = layout.places
    lines = {place for place, row in enumerate(cells) if _is_line(row, len(layout.roles))}
    filled = [
        (place, _as_row(row[0], layout) if place in lines else row)
        for place, row in enumerate(cells)
        if place != layout.head and not _is_untouched(row, places) and any(cell.strip() for cell in row)
    ]
    body = [row for place, row in filled if layout.head is None or place > layout.head]
    quantities = [row for row in body if quantity_of(_cell(row, places.get(Role.QUANTITY)))]
    asks_all = len(quantities) >= _HALF * len(body)
    answers = [_read(place, row, layout, places, asks_all=asks_all or place in lines) for place, row in filled]
    rows = [answer for answer in answers if isinstance(answer, BlockRow)]
    return Block(
        [row for row in rows if not row.is_out],
        [replace(answer, sheet=sheet) for answer in answers if isinstance(answer, LeftOut)],
        [row for row in rows if row.is_out],
    )


def _is_untouched(row: Sequence[str], places: Mapping[Role, int]) -> bool:
    """A row of our own form that went out without a quantity and came back so: most of a hundred thousand."""
    if Role.KEY not in places or len(row) <= max(places.values()):
        return False
    is_empty = not any(row[places[role]].strip() for role in (Role.QUANTITY, Role.BEFORE) if role in places)
    return is_empty and _key(row[places[Role.KEY]].strip()) is not None


def _read(
    place: int, cells: Sequence[str], layout: Layout, places: Mapping[Role, int], *, asks_all: bool
) -> BlockRow | LeftOut:
    text = " ".join(" ".join(cells).split())
    if layout.head is not None and place <= layout.head:
        return LeftOut(place + 1, text, Left.ABOVE)
    said = {role: _cell(cells, places.get(role)) for role in Role}
    if _is_total(cells, said):
        return LeftOut(place + 1, text, Left.TOTAL)
    what, how_many = said[Role.NUMBER] + said[Role.NAME], said[Role.QUANTITY]
    if not normalise_code(what):
        return LeftOut(place + 1, text, Left.NOTHING)
    quantity = quantity_of(how_many) or None
    if Role.QUANTITY in places and quantity is None and (how_many in _NONE or not how_many):
        key = _key(said[Role.KEY])
        if key is not None and (how_many or quantity_of(said[Role.BEFORE])):
            return BlockRow(place + 1, text, said[Role.NUMBER], said[Role.BRAND], said[Role.NAME], key=key, is_out=True)
        is_goods = any(sign.isdigit() for sign in what)
        if not asks_all or not is_goods or how_many or said[Role.KEY]:
            return _left(place, text, Left.NO_QUANTITY if is_goods else Left.NOTHING, said)
        how_many = NOT_SAID
    in_packs = packs_said(how_many, said[Role.UNIT])
    quantity, odd = (None, in_packs) if in_packs else (quantity, how_many if quantity is None else "")
    return BlockRow(
        place + 1,
        text,
        said[Role.NUMBER],
        said[Role.BRAND],
        said[Role.NAME],
        quantity,
        odd,
        said[Role.NOTE],
        _key(said[Role.KEY]),
        then=_then(said) if said[Role.KEY] else None,
    )


def _then(said: Mapping[Role, str]) -> Then:
    """What our own form showed of the goods when it went out."""
    return Then(*(_number(said[role]) for role in (Role.PRICE, Role.FREE, Role.PACK, Role.MINIMUM)))


def _left(place: int, text: str, reason: Left, said: Mapping[Role, str]) -> LeftOut:
    return LeftOut(place + 1, text, reason, said[Role.NUMBER], said[Role.BRAND], said[Role.NAME], said[Role.NOTE])


def _is_total(cells: Sequence[str], said: Mapping[Role, str]) -> bool:
    """A total names no goods; beside goods the same word is a brand."""
    named = said[Role.NUMBER] or said[Role.NAME]
    names_goods = bool(said[Role.KEY]) or (normalise_code(named) and not _TOTAL.match(named))
    return not names_goods and any(_TOTAL.match(cell.strip()) for cell in cells)


def _number(text: str) -> Decimal | None:
    """As our own form holds it: a number of Excel."""
    found = _NUMBER.fullmatch(text)
    return Decimal(text.replace(",", ".")).quantize(Decimal("0.0001")) if found else None


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_KEY else None


def _cell(cells: Sequence[str], place: int | None) -> str:
    return " ".join(cells[place].split()) if place is not None and place < len(cells) else ""


def signature(cells: Cells, head: int | None) -> str:
    """By which lists of one shape are known again: the words of their heads, else of what kind each column is."""
    if head is not None:
        return "|".join(" ".join(plain_words(cell)) for cell in cells[head])[:_LONGEST_SIGNATURE]
    width = max((len(row) for row in cells), default=0)
    kinds = ("".join(_kind([row[x] for row in cells[:SAMPLE] if x < len(row)])) for x in range(width))
    return f"-{''.join(kinds)}"[:_LONGEST_SIGNATURE]


def signature_in_book(name: str, cells: Cells, head: int | None) -> str:
    """By which a sheet of that name and shape is known again in a workbook of several."""
    called = " ".join(plain_words(name))
    return f"{called}\n{signature(cells, head)}"[:_LONGEST_SIGNATURE]


def _kind(cells: Sequence[str]) -> str:
    """Numbers, words, or nothing."""
    said = [cell for cell in cells if cell.strip()]
    numbers = sum(quantity_of(cell) is not None for cell in said)
    return "n" if said and numbers >= _HALF * len(said) else "w" if said else "."


def counted(left_out: Iterable[LeftOut]) -> Mapping[Left, int]:
    """How many rows are left out, by reason."""
    found: dict[Left, int] = {}
    for one in left_out:
        found[one.reason] = found.get(one.reason, 0) + 1
    return found

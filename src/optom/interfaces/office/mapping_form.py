"""How a supplier's file is understood, as a page shows it and as a person corrects it: a choice above each column."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from optom.domain.suppliers.queries import File
from optom.domain.suppliers.rules import CARRIED, SEVERAL, Column, Field, Part, Table, TableMapping
from optom.domain.suppliers.rules import Mapping as Understanding
from optom.interfaces.kit.input import in_field, number, one_of, whole

_ROWS, _ABOVE = 14, 5
SURE, LIKELY = 90, 60


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the file: its letter, how its format calls it, what it is taken for, how sure that is."""

    letter: str
    named: str
    field: str
    confidence: int
    from_quantity: str
    carried: bool = False

    @property
    def tone(self) -> str:
        """How sure the guess is, for the eye."""
        if not self.field or self.confidence >= SURE:
            return ""
        return "is-warn" if self.confidence >= LIKELY else "is-bad"


@dataclass(frozen=True, slots=True)
class Shown:
    """A table of the file with its first rows as they are."""

    place: int
    name: str
    mapping: TableMapping
    columns: Sequence[ShownColumn]
    rows: Sequence[tuple[int, Sequence[str]]]


def shown(file: File) -> list[Shown]:
    """The tables of a file, each with its first rows."""
    known = {one.name: one for one in file.mapping.tables}
    return [
        _shown(place, table, known.get(table.name, TableMapping(table.name, skipped=True)))
        for place, table in enumerate(file.tables)
    ]


def _shown(place: int, table: Table, mapping: TableMapping) -> Shown:
    """With the rows around the first goods; columns in which nothing stands are left out."""
    sample = table.sample()
    taken = {column.letter: column for part in mapping.parts for column in part.columns}
    letters = [one for one in sample.columns if one in taken or sample[one].count()]
    above = max(mapping.first_row - 1 - _ABOVE, 0)
    cells = sample.select(letters).slice(above, _ROWS).fill_null("").rows()
    named = dict(zip(sample.columns, table.heads, strict=False))
    columns = [_column(letter, taken.get(letter), named.get(letter, "")) for letter in letters]
    return Shown(place, table.name, mapping, columns, list(enumerate(cells, above + 1)))


def _column(letter: str, taken: Column | None, named: str) -> ShownColumn:
    if taken is None:
        return ShownColumn(letter, named, "", 0, "")
    return ShownColumn(letter, named, taken.field, taken.confidence, taken.from_quantity, taken.carried)


def read_mapping(was: Understanding, given: Mapping[str, str]) -> Understanding:
    """The mapping as the form says it: ``t0-C`` is the field of column C of the first table.

    A field that is named again begins goods side by side, but a price that begins at a quantity is a break, and stock
    and categories go on.
    """
    tables = tuple(_table(place, table, given) for place, table in enumerate(was.tables))
    formulas = {field: text for field in Field if (text := given.get(f"formula-{field}", "").strip())}
    return replace(was, tables=tables, formulas=formulas)


def _table(place: int, was: TableMapping, given: Mapping[str, str]) -> TableMapping:
    of = f"t{place}"
    if f"{of}-first" not in given:
        return was
    first = in_field(f"{of}-first", whole, given[f"{of}-first"])
    heads = {column.letter: column.head for part in was.parts for column in part.columns}
    columns = [
        Column(
            one_of(Field, value),
            letter,
            heads.get(letter, ""),
            from_quantity=_from(of, letter, given),
            carried=f"{of}-carried-{letter}" in given and value in CARRIED,
        )
        for letter, value in _chosen(of, given)
    ]
    return replace(was, parts=tuple(_parts(columns)), first_row=max(first, 1), skipped=f"{of}-skip" in given)


def _chosen(of: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The columns that are something, in their order."""
    letters = (name.removeprefix(f"{of}-") for name, value in given.items() if name.startswith(f"{of}-") and value)
    columns = [one for one in letters if one.isupper() and one.isalpha()]
    for letter in sorted(columns, key=lambda one: (len(one), one)):
        yield letter, given[f"{of}-{letter}"]


def _from(of: str, letter: str, given: Mapping[str, str]) -> str:
    text = given.get(f"{of}-from-{letter}", "").strip()
    return format(in_field(f"{of}-from-{letter}", number, text).normalize(), "f") if text else ""


def _begins_anew(column: Column, begun: Sequence[Column]) -> bool:
    """Whether the goods so far have what this column says: where it began them, the next ones begin with it."""
    if not any(column.field == one.field and column.from_quantity == one.from_quantity for one in begun):
        return False
    goes_on = begun[0].field != column.field or all(one.field in SEVERAL for one in begun)
    return not (column.field in SEVERAL and goes_on)


def _parts(columns: Sequence[Column]) -> Iterator[Part]:
    begun: list[Column] = []
    for column in columns:
        if _begins_anew(column, begun):
            yield Part(tuple(begun))
            begun = []
        begun.append(column)
    if begun:
        yield Part(tuple(begun))

"""XML of any shape as a table: the element that is repeated and says most is a row; what it holds are the columns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from optom.base.refusal import Refusal

from . import limits
from .frames import Gathered
from .markup import Element, attributes, elements_of, forget, local, text_of, walk, words_of
from .table import Table

Way = tuple[str, ...]
_LOOKED_AT: Final = 300_000  # elements by which the shape is judged
_MOST_KEYS: Final = 40  # kinds of prices or of warehouses; more are properties of goods, told in one cell
_TELLING: Final = frozenset(("type", "kind", "name", "id", "code", "warehouse", "currency", "lang"))
_WAYS_A_COLUMN: Final = 10  # most ways through a document lie beside its rows
_BETWEEN: Final = "; "


@dataclass(slots=True)
class _Kind:
    """What was seen of the elements on one way from the root."""

    count: int = 0
    is_leaf: bool = True
    is_repeated: bool = False
    says: bool = False
    inside: list[Way] = field(default_factory=list)
    attributes: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shape:
    """``record`` is the way to the rows. ``keys`` name the attribute that tells repeated leaves apart, by their ways:
    each of its values is a column. ``listed`` are told all in one cell, with their names. ``groups`` are repeated
    elements around the rows, ``others`` those beside them, forgotten while reading.
    """

    record: Way
    keys: dict[Way, str] = field(default_factory=dict)
    listed: frozenset[Way] = frozenset()
    groups: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def table_of(path: Path, name: str) -> Table:
    """Refuses ``files.larger``, ``files.not_a_table`` where nothing is told, ``files.long``, ``files.wide`` and what
    `markup.walk` does.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    gathered = Gathered()
    for row in rows_of(path, shape_of(path)):
        gathered.add(row)
    return gathered.table(name)


def shape_of(path: Path) -> Shape:
    """How the document repeats itself, as far as its first elements tell."""
    kinds = _kinds(path)
    if not kinds:
        raise Refusal("files.not_a_table")
    repeated = [way for way, kind in kinds.items() if kind.is_repeated and not _is_detail(kinds, way)]
    record = max(repeated or kinds, key=lambda way: (_score(kinds, way), -len(way)))
    if not _fields(kinds, record):
        raise Refusal("files.not_a_table")
    inside = [way for way in kinds if way[: len(record)] == record and way != record]
    keys = {way[len(record) :]: key for way in inside if (key := _key(kinds[way]))}
    listed = frozenset(
        way[len(record) :] for way in inside if way[len(record) :] not in keys and _is_listed(kinds[way])
    )
    groups = frozenset(
        way[-1] for way in kinds if kinds[way].is_repeated and way == record[: len(way)] and way != record
    )
    others = frozenset(way[-1] for way in kinds if kinds[way].is_repeated and way[: len(record)] != record)
    return Shape(record, keys, listed, groups, others - {record[-1], *groups})


def _is_detail(kinds: dict[Way, _Kind], way: Way) -> bool:
    """A text that is repeated within something repeated: a picture, a property, a price of a kind."""
    kind = kinds[way]
    return kind.is_leaf and kind.says and any(kinds[way[:depth]].is_repeated for depth in range(1, len(way)))


def _kinds(path: Path) -> dict[Way, _Kind]:
    kinds: dict[Way, _Kind] = {}
    way: Way = ()
    inside: list[dict[str, int]] = [{}]
    for seen, (event, element) in enumerate(walk(path, blanks=False)):
        if event == "start":
            way = (*way, local(element))
            inside[-1][way[-1]] = inside[-1].get(way[-1], 0) + 1
            inside.append({})
            continue
        kind = kinds.get(way) or _met(kinds, way)
        kind.count += 1
        kind.is_leaf = not inside.pop() and kind.is_leaf
        kind.says = kind.says or bool((element.text or "").strip())
        kind.is_repeated = kind.is_repeated or inside[-1][way[-1]] > 1
        for attribute, value in attributes(element):
            values = kind.attributes.setdefault(attribute, set())
            if len(values) <= _MOST_KEYS:
                values.add(value)
        way = way[:-1]
        forget(element)
        if seen > 2 * _LOOKED_AT:
            break
    return kinds


def _met(kinds: dict[Way, _Kind], way: Way) -> _Kind:
    """An element on a new way; those within it are met before it. Refuses ``files.wide``."""
    limits.refuse_wide(len(kinds) // _WAYS_A_COLUMN)
    kinds[way] = kind = _Kind()
    if len(way) > 1:
        outer = kinds.get(way[:-1]) or _met(kinds, way[:-1])
        outer.inside.append(way)
    return kind


def _score(kinds: dict[Way, _Kind], way: Way) -> int:
    """A row is what has many fields first, and is there many times second."""
    return kinds[way].count * _fields(kinds, way) ** 3


def _fields(kinds: dict[Way, _Kind], way: Way) -> int:
    """How many things an element says by itself, not by what repeats within it."""
    kind = kinds[way]
    told = len(kind.attributes) + kind.says
    return told + sum(_fields(kinds, inner) for inner in kind.inside if not kinds[inner].is_repeated)


def _key(kind: _Kind) -> str:
    """The attribute that tells texts of one name apart, where it has few values."""
    if not (kind.is_repeated and kind.is_leaf and kind.says):
        return ""
    few = [name for name, values in kind.attributes.items() if 1 < len(values) <= _MOST_KEYS]
    return max(few, key=lambda name: (name.lower() in _TELLING, len(kind.attributes[name])), default="")


def _is_listed(kind: _Kind) -> bool:
    return kind.is_repeated and kind.is_leaf and "name" in kind.attributes


def rows_of(path: Path, shape: Shape) -> Iterator[dict[str, str]]:
    """The rows by heads; a value of another element that a row stands in is told too ("group.name")."""
    name = shape.record[-1]
    flat = Flattening(shape)
    depth = len(shape.record)
    above: dict[str, str] = {}
    parent: Element | None = None
    for _, element in walk(path, (name, *shape.others), starts=False, blanks=False):
        outer = element.getparent()
        if local(element) == name and (outer is parent or _depth(element) == depth):
            if outer is not parent:
                parent = outer
                above = _above(element, shape.groups)
            row = flat.row(element)
            yield {**above, **row} if above else row
            forget(element)
        elif next(element.iterancestors(f"{{*}}{name}"), None) is None:
            forget(element)


def _depth(element: Element) -> int:
    return 1 + sum(1 for _ in element.iterancestors())


def _above(element: Element, groups: frozenset[str]) -> dict[str, str]:
    """What the groups around a row say before it: the section of the list, the kind of goods."""
    found: dict[str, str] = {}
    for outer in element.iterancestors(*(f"{{*}}{group}" for group in groups)) if groups else ():
        for name, value in attributes(outer):
            found[f"{local(outer)}.{name}"] = value
        for child in outer:
            if not len(child) and child.text and local(child) != local(element):
                found[f"{local(outer)}.{local(child)}"] = text_of(child)
    return found


@dataclass(slots=True)
class _Place:
    """What is known of the elements on one way within a row."""

    head: str
    key: str = ""
    is_listed: bool = False
    inside: dict[str, "_Place"] = field(default_factory=dict)


class Flattening:
    """An element with all that is within it as one row. What is told several times is told in one cell."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._inside: dict[str, _Place] = {}

    def row(self, element: Element) -> dict[str, str]:
        row = dict(attributes(element))
        if not len(element):
            row["text"] = text_of(element)
        self._add(element, self._inside, (), row)
        return row

    def _add(self, elements: Iterable[Element], inside: dict[str, _Place], way: Way, row: dict[str, str]) -> None:
        """The inner loop of the whole: a leaf without attributes, which most are, takes the shortest way through it."""
        for child in elements:
            place = inside.get(child.tag) or self._met(child, inside, way)
            if len(child) or child.keys():
                self._add_more(child, place, way, row)
            elif text := child.text:
                head = place.head
                if head in row or "\n" in text:
                    _put(row, head, text)
                else:
                    row[head] = text

    def _add_more(self, child: Element, place: _Place, way: Way, row: dict[str, str]) -> None:
        """What has attributes, or something within."""
        if inner := elements_of(child):
            for name, value in attributes(child):
                _put(row, f"{place.head}.{name}", value)
            self._add(inner, place.inside, (*way, local(child)), row)
            return
        text = words_of(child) if len(child) else child.text or ""
        if place.is_listed and child.keys():
            _put(row, place.head, f"{child.get('name', '')}: {text} {child.get('unit', '')}")
        else:
            _put_leaf(row, place, text, dict(attributes(child)))

    def _met(self, child: Element, inside: dict[str, _Place], way: Way) -> _Place:
        here = (*way, local(child))
        place = _Place(".".join(here), self._shape.keys.get(here, ""), here in self._shape.listed)
        inside[str(child.tag)] = place
        return place


def _put_leaf(row: dict[str, str], place: _Place, text: str, attributes: dict[str, str]) -> None:
    """Its text, under its key where it has one, and its attributes beside it."""
    key = attributes.pop(place.key, "") if place.key else ""
    under = f"[{key}]" if key else ""
    _put(row, place.head + under, text)
    for name, value in attributes.items():
        _put(row, f"{place.head}.{name}{under}", value)


def _put(row: dict[str, str], head: str, text: str) -> None:
    text = text.strip()
    if "\n" in text:
        text = " ".join(text.split())
    if text:
        row[head] = f"{row[head]}{_BETWEEN}{text}" if head in row else text

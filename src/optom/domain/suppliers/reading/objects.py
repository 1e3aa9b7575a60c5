"""JSON as a table: the list of objects that says most, wherever it lies, or an object a line."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from optom.base.refusal import Refusal
from optom.base.xls import shown

from . import limits
from .encodings import encoding_of
from .frames import Gathered, Sheet
from .table import Table

Way = tuple[str, ...]
Above = dict[str, Any]
_MOST_WHOLE: Final = 150 * 1024 * 1024  # it is in memory as a whole, ten times as large; JSON lines are not
_DEEPEST: Final = 30
_EACH: Final = "*"
_LOOKED_AT: Final = 200  # of a list, to judge it
_FEW: Final = 3  # objects that an object of objects has at least
_TELLING: Final = ("type", "kind", "name", "code", "id", "warehouse", "currency", "key")
_BETWEEN: Final = "; "
_SPACE: Final = b" \t\r\n"


def table_of(path: Path, name: str) -> Table:
    """A row an object, nested values as "a.b"; a list of lists is a sheet without heads. Refuses ``files.larger``,
    ``files.not_a_table``, ``files.long``, ``files.wide``.
    """
    limits.refuse_large(path.stat().st_size, limits.MOST_TEXT)
    try:
        if _is_lines(path):
            return _gathered(_lines(path), name)
        limits.refuse_large(path.stat().st_size, _MOST_WHOLE)
        return _of_document(_loaded(path), name)
    except (ValueError, RecursionError) as error:
        raise Refusal("files.not_a_table") from error


def _is_lines(path: Path) -> bool:
    """Whether each of the first two lines is an object by itself."""
    with path.open("rb") as file:
        lines = [line for line in (file.readline(1 << 20) for _ in range(2)) if line.strip(_SPACE)]
    with suppress(ValueError):
        return len(lines) > 1 and all(isinstance(orjson.loads(line), dict) for line in lines)
    return False


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open("rb") as file:
        for line in file:
            if line.strip(_SPACE):
                found = orjson.loads(line)
                if isinstance(found, dict):
                    yield found


def _loaded(path: Path) -> Any:
    content = path.read_bytes()
    encoding = encoding_of(path) or "utf-8"
    return orjson.loads(content if encoding == "utf-8" else content.decode(encoding).encode())


def _gathered(objects: Iterator[dict[str, Any]], name: str) -> Table:
    gathered = Gathered()
    for one in objects:
        row: dict[str, str] = {}
        _flatten(one, "", row)
        gathered.add(row)
    if not gathered.count:
        raise Refusal("files.not_a_table")
    return gathered.table(name)


def _of_document(document: Any, name: str) -> Table:
    lists: dict[Way, _Listed] = {}
    _look(document, (), lists)
    if not lists:
        if isinstance(document, dict) and document:
            return _gathered(iter([document]), name)
        raise Refusal("files.not_a_table")
    best = max(lists, key=lambda way: (lists[way].score, -len(way)))
    rows = _rows(document, best)
    if not lists[best].are_lists:
        return _gathered(({**above, **one} for above, one in rows), name)
    sheet = Sheet()
    for _, cells in rows:
        sheet.add([_text(cell) for cell in cells])
    return sheet.table(name)


@dataclass(slots=True)
class _Listed:
    """What was seen of the lists on one way: how many objects they hold, and which fields those have."""

    count: int = 0
    are_lists: bool = False
    fields: set[str] = field(default_factory=set)

    @property
    def score(self) -> int:
        """A row is what has many fields first, and is there many times second."""
        return self.count * len(self.fields) ** 3


def _look(node: Any, way: Way, lists: dict[Way, _Listed]) -> None:
    if len(way) > _DEEPEST:
        return
    each = _each(node)
    if each is None:
        for key, value in node.items() if isinstance(node, dict) else ():
            if isinstance(value, dict | list):
                _look(value, (*way, key), lists)
        return
    found = lists.setdefault((*way, _EACH), _Listed())
    found.count += len(each)
    for one in each[:_LOOKED_AT]:
        if isinstance(one, dict):
            found.fields |= {key for key, value in one.items() if not isinstance(value, list)}
            _look({key: value for key, value in one.items() if isinstance(value, list)}, (*way, _EACH), lists)
        else:
            found.are_lists = True
            found.fields |= set(map(str, range(len(one))))


def _each(node: Any) -> list[Any] | None:
    """The objects, or the lists, of a list; an object that holds nothing but objects alike is a list with keys."""
    if isinstance(node, list):
        objects = [one for one in node if isinstance(one, dict)]
        lists = [
            one for one in node if isinstance(one, list) and not any(isinstance(cell, dict | list) for cell in one)
        ]
        return objects or lists or None
    if isinstance(node, dict) and len(node) >= _FEW and all(isinstance(one, dict) for one in node.values()):
        first = next(iter(node.values())).keys()
        if all(one.keys() & first for one in node.values()):
            return [{"key": key, **one} for key, one in node.items()]
    return None


def _rows(node: Any, way: Way, name: str = "", above: Above | None = None) -> Iterator[tuple[Above, Any]]:
    """The rows on a way, each with what is said around it: the group that a list of goods stands in."""
    above = above or {}
    if not way:
        yield above, node
    elif way[0] != _EACH:
        if isinstance(node, dict) and way[0] in node:
            yield from _rows(node[way[0]], way[1:], way[0], above)
    else:
        for one in _each(node) or []:
            yield from _rows(one, way[1:], name, {**above, **_plain(one, name)} if way[1:] else above)


def _plain(node: Any, name: str) -> Above:
    fields = node.items() if isinstance(node, dict) else ()
    return {f"{name}.{key}".lstrip("."): value for key, value in fields if not isinstance(value, dict | list)}


def _flatten(value: Any, head: str, row: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{head}.{key}" if head else str(key), row)
    elif isinstance(value, list):
        _flatten_list(value, head, row)
    elif text := _text(value):
        row[head] = f"{row[head]}{_BETWEEN}{text}" if head in row else text


def _flatten_list(values: list[Any], head: str, row: dict[str, str]) -> None:
    """Prices by kind and rests by warehouse have a column each, under what tells them apart; the rest shares a cell."""
    key = _key(values)
    for one in values:
        if key:
            rest = {name: value for name, value in one.items() if name != key}
            inner: dict[str, str] = {}
            _flatten(rest, head, inner)
            row.update({f"{name}[{one[key]}]": text for name, text in inner.items()})
        else:
            _flatten(one, head, row)


def _key(values: list[Any]) -> str:
    """The field that tells the objects of a list apart."""
    objects = [one for one in values if isinstance(one, dict)]
    if not objects or len(objects) != len(values):
        return ""
    return next((name for name in _TELLING if _tells_apart(objects, name)), "")


def _tells_apart(objects: list[dict[str, Any]], name: str) -> bool:
    values = [one.get(name) for one in objects]
    return all(isinstance(one, str | int) for one in values) and len(set(values)) == len(values)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else shown(repr(value))

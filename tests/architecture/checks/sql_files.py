"""SQL reads tables of its own room and of rooms below, and writes only its own; interfaces hold no SQL over rooms.

A table or an SQL function belongs to the room whose name it begins with: `stock_balance`, `pricing_price_of(...)`.
Migrations may wire policies and triggers of any table; but the body of a function that they make is the room's SQL.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .house import House, Violation, parsed
from .sql_words import Mention, Reading, reading

_FUNCTION = re.compile(r"create\s+(?:or\s+replace\s+)?function\b.*?\$\$.*?\$\$", re.IGNORECASE | re.DOTALL)
_LOOKS_LIKE_SQL = re.compile(r"\s*(select|insert|update|delete|with|copy|truncate|merge|lock)\s", re.IGNORECASE)


def sql(house: House) -> list[Violation]:
    """Statements, in .sql files and in strings of Python, that read up or sideways or write abroad."""
    return [
        house.violation(path, line + mention.line - 1, reason)
        for path, line, text in _statements(house)
        for mention, reason in _trespasses(house, house.room_of(path), reading(text))
    ]


def _statements(house: House) -> Iterator[tuple[Path, int, str]]:
    """Path, first line and text of every statement of the domain and of the interfaces."""
    for path in sorted(house.source.rglob("*.sql")):
        if "migrations" not in path.parts:
            yield path, 1, path.read_text(encoding="utf-8")
    for floor in ("domain", "interfaces"):
        for path in house.python(house.source / floor):
            yield from ((path, line, text) for line, text in _strings(path) if _LOOKS_LIKE_SQL.match(text))
    for path in sorted(house.domain.glob("*/migrations/*")):
        yield from ((path, line, text) for line, text in _functions(path))


def _functions(path: Path) -> Iterator[tuple[int, str]]:
    """The functions that a migration makes, with the line on which each begins."""
    if path.suffix not in {".py", ".sql"}:
        return
    text = path.read_text(encoding="utf-8")
    yield from ((text.count("\n", 0, found.start()) + 1, found.group()) for found in _FUNCTION.finditer(text))


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def _trespasses(house: House, room: str | None, found: Reading) -> Iterator[tuple[Mention, str]]:
    may_write = {room}
    may_read = may_write | (house.below(room) if room in house.rooms and room else set())
    home = room or "this place"
    for mention in found.writes:
        if (owner := _owner(house, mention)) and owner not in may_write:
            yield mention, f"{home} writes {mention.name}: only {owner} writes its tables, call its act"
    for mention in [*found.reads, *found.calls]:
        if (owner := _owner(house, mention)) and owner not in may_read:
            yield mention, f"{home} reads {mention.name}: {owner} is not below it, ask its query"


def _owner(house: House, mention: Mention) -> str | None:
    """The room in the name of a relation, with or without a schema before it."""
    name = mention.name.removeprefix("public.")
    return next((room for room in house.rooms if name.startswith(f"{room}_")), None)

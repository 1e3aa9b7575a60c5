"""Foreign keys point to the same room or down, and leave no reverse name in the room they point to."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .house import House, Violation, parsed
from .imports import imports_of

RELATIONS = frozenset({"ForeignKey", "OneToOneField", "ManyToManyField", "ParentalKey"})


@dataclass(frozen=True)
class Relation:
    """A relation field as written: its target room (None if it can't be told) and its related_name."""

    target: str | None
    related_name: str | None
    line: int


def foreign_keys(house: House) -> list[Violation]:
    """Relations that point up or sideways, keep a reverse name across rooms, or hide their target."""
    return [found for path in house.python(house.domain) for found in _wrong(house, path)]


def _wrong(house: House, path: Path) -> Iterator[Violation]:
    room = house.room_of(path)
    if room is None:
        return
    for relation in _relations(house, path, room):
        if reason := _objection(house, room, relation):
            yield house.violation(path, relation.line, reason)


def _objection(house: House, room: str, relation: Relation) -> str | None:
    if relation.target is None:
        return "can't tell what this relation points to: name it 'room.Model'"
    if relation.target not in house.rooms or relation.target == room:
        return None
    if relation.target not in house.below(room):
        return f"a relation from {room} to {relation.target}: relations point to the same room or down"
    if not (relation.related_name or "").endswith("+"):
        return f"a reverse name in {relation.target}: give related_name='+'"
    return None


def _relations(house: House, path: Path, room: str) -> Iterator[Relation]:
    imported = {one.alias: one.dotted for one in imports_of(house, path)}
    for node in _relation_calls(path):
        yield Relation(_room_named(_target(node), imported, room), _related_name(node), node.lineno)


def relation_targets(path: Path) -> Iterator[ast.expr]:
    """What the relation fields of a file point to, as written."""
    yield from (target for node in _relation_calls(path) if (target := _target(node)))


def _relation_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and _called(node) in RELATIONS:
            yield node


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _target(node: ast.Call) -> ast.expr | None:
    return node.args[0] if node.args else _keyword(node, "to")


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in node.keywords if keyword.arg == name), None)


def _related_name(node: ast.Call) -> str | None:
    value = _keyword(node, "related_name")
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None


def _room_named(target: ast.expr | None, imported: dict[str, str], room: str) -> str | None:
    match target:
        case ast.Constant(value=str(name)):
            return name.split(".")[0] if "." in name else room
        case ast.Attribute(attr="AUTH_USER_MODEL"):
            return "accounts"
        case ast.Name(id=name):
            return _room_in(imported[name]) if name in imported else room
        case ast.Attribute(value=ast.Name(id=name)) if name in imported:
            return _room_in(imported[name])
    return None


def _room_in(dotted: str) -> str | None:
    """The room in `optom.domain.stock.models.Balance`; a foreign package counts as itself."""
    parts = dotted.split(".")
    if parts[0] != "optom":
        return parts[0]
    return parts[2] if len(parts) > 2 and parts[1] == "domain" else None

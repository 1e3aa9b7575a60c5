"""A room shows its rules, events, queries, inputs, actions and importing; everything else in it is its own affair.

One exception: models.py may name the models of another room as targets of foreign keys, and do nothing else with them.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from .foreign_keys import relation_targets
from .house import House, Violation, parsed
from .imports import Import, imports_of

PUBLIC = frozenset({"rules", "events", "queries", "inputs", "actions", "importing"})


def privacy(house: House) -> list[Violation]:
    """Imports that reach past the public modules of another room. Config, which wires everybody, is free."""
    files = (path for path in house.python(migrations=True) if house.floor_of(path) != "config")
    return [found for path in files for found in _trespasses(house, path)]


def _trespasses(house: House, path: Path) -> Iterator[Violation]:
    home = house.room_of(path)
    for one in imports_of(house, path):
        room, inside = _address(one)
        if room not in house.rooms or room == home or _is_key_target(path, one, inside):
            continue
        if reason := _objection(room, inside):
            yield house.violation(path, one.line, reason)


def _address(one: Import) -> tuple[str, list[str]]:
    """The room that an import reaches and the names below it; an empty room when it reaches none."""
    parts = one.dotted.split(".")
    return (parts[2], parts[3:]) if parts[:2] == ["optom", "domain"] and len(parts) > 2 else ("", [])


def _is_key_target(path: Path, one: Import, inside: list[str]) -> bool:
    """Whether models.py imports a model of another room for its foreign keys alone."""
    if not _holds_tables(path) or one.name is None or inside[:-1] != ["models"]:
        return False
    targets = {id(target) for target in relation_targets(path)}
    uses = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.Name) and node.id == one.alias]
    return all(id(use) in targets for use in uses)


def _holds_tables(path: Path) -> bool:
    return path.name == "models.py" or path.parent.name == "models"


def _objection(room: str, inside: list[str]) -> str | None:
    shown = ", ".join(sorted(PUBLIC))
    if not inside:
        return f"imports the whole room {room}: import one of its {shown}"
    if inside[0] not in PUBLIC:
        return f"{room}.{inside[0]} is private to {room}: it shows {shown}"
    private = next((name for name in inside if name.startswith("_")), None)
    return f"{'.'.join([room, *inside])}: {private} is private" if private else None

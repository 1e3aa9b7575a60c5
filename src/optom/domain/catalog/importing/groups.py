"""Merging a group tree: the tree is small, so it is decided here and written in five statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from optom.base.sql import statements
from optom.base.staging import Outcome, Report, Skipped, ignore, one_at_a_time
from optom.domain.catalog.importing.rows import GroupRow
from optom.domain.catalog.rules import sort_key

_sql = statements("optom.domain.catalog")
_NAME_LENGTH = 200
_ID_LENGTH = 100
_SORT_KEY_LENGTH = 800
_BELOW = "\u0001"
"""Parts a group's own sort key from its parent's: less than any letter, so that a parent stands before its children."""


@dataclass(slots=True)
class _Node:
    """A group as it is (`before`) and as it will be; named by its external id, or by its id when it has none."""

    key: str
    id: int | None
    name: str
    parent: str | None
    external_id: str | None
    before: tuple[str, str | None, str] | None = None


def import_groups(rows: Iterable[GroupRow], *, at: datetime, report: Report = ignore) -> Outcome:
    """Create and change groups so that they are as the rows say; groups that no row names stay.

    From ``at`` on: where a group stood before is remembered.

    Reported: a group under a parent that nobody knows or under itself (it becomes a root), an identifier too long.
    """
    with transaction.atomic():
        one_at_a_time("catalog.importing")
        nodes = _known()
        wanted = _merge(nodes, rows, report)
        _break_loops(nodes, wanted, report)
        keys = _sort_keys(nodes, wanted)
        unchanged = sum(not _differs(nodes[key], keys) for key in wanted)
        created, changed = _write(nodes, keys, at)
    return Outcome(created=created, changed=changed, unchanged=unchanged)


def _known() -> dict[str, _Node]:
    rows = _sql.rows("import_groups_known")
    key_of = {row.id: row.external_id if row.external_id is not None else f"#{row.id}" for row in rows}
    return {
        key_of[row.id]: _Node(
            key_of[row.id],
            row.id,
            row.name,
            key_of.get(row.parent_id),
            row.external_id,
            (row.name, key_of.get(row.parent_id), row.sort_key),
        )
        for row in rows
    }


def _merge(nodes: dict[str, _Node], rows: Iterable[GroupRow], report: Report) -> dict[str, GroupRow]:
    wanted: dict[str, GroupRow] = {}
    for row in rows:
        if len(row.external_id) > _ID_LENGTH:
            report(Skipped("group", row.external_id, "catalog.id_too_long", {"length": _ID_LENGTH}, row.origin))
            continue
        wanted[row.external_id] = row
        node = nodes.setdefault(row.external_id, _Node(row.external_id, None, "", None, row.external_id))
        node.name, node.parent = row.name[:_NAME_LENGTH] or row.external_id, row.parent
    for key, row in wanted.items():
        if row.parent is not None and row.parent not in nodes:
            report(Skipped("group", key, "catalog.unknown_parent", {"parent": row.parent}, row.origin))
            nodes[key].parent = None
    return wanted


def _break_loops(nodes: dict[str, _Node], wanted: dict[str, GroupRow], report: Report) -> None:
    """Two partial files may each be sane and together hang a group under its own child."""
    for key in sorted(wanted):
        seen, above = {key}, nodes[key].parent
        while above is not None and above not in seen:
            seen.add(above)
            above = nodes[above].parent
        if above == key:
            report(
                Skipped("group", key, "catalog.group_under_itself", {"parent": nodes[key].parent}, wanted[key].origin)
            )
            nodes[key].parent = None


def _sort_keys(nodes: dict[str, _Node], wanted: dict[str, GroupRow]) -> dict[str, str]:
    """The key of a group begins with its parent's: one index walk gives the tree in its order.

    Branches that the rows do not speak of keep the keys that they have.
    """
    keys: dict[str, str] = {}
    spoken_of: set[str] = set()
    for key in nodes:
        chain = []
        at: str | None = key
        while at is not None and at not in keys:
            chain.append(at)
            at = nodes[at].parent
        for one in reversed(chain):
            node = nodes[one]
            if node.before is not None and one not in wanted and node.parent not in spoken_of:
                keys[one] = node.before[2]
                continue
            spoken_of.add(one)
            above = "" if node.parent is None else f"{keys[node.parent]}{_BELOW}"
            keys[one] = f"{above}{sort_key(node.name)}"[:_SORT_KEY_LENGTH]
    return keys


def _differs(node: _Node, keys: dict[str, str]) -> bool:
    return node.before != (node.name, node.parent, keys[node.key])


def _write(nodes: dict[str, _Node], keys: dict[str, str], at: datetime) -> tuple[int, int]:
    new = [node for node in nodes.values() if node.id is None]
    moved = [node for node in nodes.values() if node.id is not None and _differs(node, keys)]
    if new:
        made = _sql.rows(
            "import_groups_create",
            names=[node.name for node in new],
            external_ids=[node.external_id for node in new],
            sort_keys=[keys[node.key] for node in new],
        )
        for row in made:
            nodes[row.external_id].id = row.id
    placed = [*moved, *(node for node in new if node.parent is not None)]
    if moved:
        _sql.run("import_groups_moved", ids=[node.id for node in moved], parents=_parents(nodes, moved), at=at)
    if placed:
        _sql.run(
            "import_groups_place",
            ids=[node.id for node in placed],
            names=[node.name for node in placed],
            parents=_parents(nodes, placed),
            sort_keys=[keys[node.key] for node in placed],
        )
    if new or moved:
        _sql.run("import_groups_paths")
    return len(new), len(moved)


def _parents(nodes: dict[str, _Node], of: Iterable[_Node]) -> list[int | None]:
    return [nodes[node.parent].id if node.parent is not None else None for node in of]

"""The statements of this room with their parts put in."""

from collections.abc import Mapping
from typing import Any

from optom.base.sql import Row, fetch, statements

_sql = statements(__package__)


def text(name: str, *, narrowed: str = "true", shelved: str = "true", **parts: str) -> str:
    """A statement; all parts are texts of this room, none comes from outside.

    ``narrowed`` is what is asked of a product beside its shelf and its stock, ``shelved`` what it leaves of shelves.
    """
    common = {part: _sql.text(part).strip() for part in ("unfixed", "shown")}
    common["shelf"] = f"{_sql.text('shelf').strip()}\n    and {shelved}"
    common["narrowed"] = narrowed
    common["stocked"] = _sql.text("stocked").strip().format(narrowed=narrowed)
    common["seen"] = _sql.text("seen").strip().format(**common)
    return _sql.text(name).format(**common, **parts)


def without_stock(asked: Mapping[str, Any]) -> dict[str, Any]:
    """What is asked of the shelves: they don't know what is in stock."""
    return {name: value for name, value in asked.items() if name != "in_stock"}


def asking(name: str, asked: Mapping[str, Any], **parts: str) -> str:
    """A statement about what is asked of the assortment."""
    return text(name, narrowed=asked["narrowed"], shelved=asked["shelved"], **parts)


def ask(name: str, asked: Mapping[str, Any], *, prepare: bool | None = None, **parts: str) -> list[Row]:
    """The answer of a statement to what is asked of the assortment."""
    return fetch(asking(name, asked, **parts), asked, prepare=prepare)


def ids(statement: str, asked: Mapping[str, Any]) -> list[int]:
    """The ids that a statement finds, as an array: ten thousand rows cost more than to find them."""
    found: list[int] = fetch(_sql.text("ids").format(statement=statement.rstrip()), asked)[0].ids
    return found

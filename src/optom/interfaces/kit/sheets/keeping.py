"""Views that people keep of a sheet: told to the page, and saved, changed, removed and chosen by it.

A state is what stands in the address (``address``) beside the columns: their order, which are hidden, which of
those that others don't see are wanted, how wide they are, how many of them are frozen. It is read strictly and kept as
it was read; what a column is, only the page knows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from optom.domain.companies import actions
from optom.domain.companies import queries as companies
from optom.interfaces.kit.input import Malformed, whole

from .declared import S
from .sheet import Sheet

_MOST_COLUMNS = 500
_Body = Mapping[str, Any]


def views_of(sheet: Sheet[S], scope: S) -> list[dict[str, Any]]:
    """The views that the person may open, in JSON."""
    rows = companies.views(sheet=sheet.name, company=scope.company, actor=scope.actor)
    return [
        {
            "id": str(row.id),
            "name": row.name,
            "state": row.state,
            "mine": row.author == scope.actor,
            "author": row.author_name,
            "shared": row.is_shared,
            "default": row.is_default,
        }
        for row in rows
    ]


def keep(sheet: Sheet[S], scope: S, body: _Body) -> dict[str, Any]:
    """Do what the page asks (save, change, remove, default) and tell all views as they are then."""
    act = _ACTS.get(str(body.get("act")))
    if act is None:
        raise Malformed("input.missing", name="act")
    view = act(sheet, scope, body)
    return {"views": views_of(sheet, scope), "view": None if view is None else str(view)}


def _save(sheet: Sheet[S], scope: S, body: _Body) -> int | None:
    return actions.save_view(
        sheet=sheet.name,
        name=_text(body.get("name"), "name"),
        state=_state(body.get("state")),
        is_shared=body.get("shared") is True,
        company=scope.company,
        actor=scope.actor,
        at=scope.at,
    )


def _change(_sheet: Sheet[S], scope: S, body: _Body) -> int | None:
    shared = body.get("shared")
    view = whole(str(body.get("view")))
    actions.change_view(
        view=view,
        company=scope.company,
        actor=scope.actor,
        at=scope.at,
        name=_text(body["name"], "name") if "name" in body else None,
        state=_state(body["state"]) if "state" in body else None,
        is_shared=shared if isinstance(shared, bool) else None,
    )
    return view


def _remove(_sheet: Sheet[S], scope: S, body: _Body) -> int | None:
    actions.remove_view(view=whole(str(body.get("view"))), company=scope.company, actor=scope.actor, at=scope.at)
    return None


def _default(sheet: Sheet[S], scope: S, body: _Body) -> int | None:
    view = None if body.get("view") is None else whole(str(body["view"]))
    actions.open_by_default(sheet=sheet.name, view=view, company=scope.company, actor=scope.actor)
    return view


_ACTS: Mapping[str, Callable[[Sheet[Any], Any, _Body], int | None]] = {
    "save": _save,
    "change": _change,
    "remove": _remove,
    "default": _default,
}


def _state(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Malformed("input.missing", name="state")
    return {
        "address": _text(given.get("address", ""), "address"),
        "order": _names(given.get("order", []), "order"),
        "hidden": _names(given.get("hidden", []), "hidden"),
        "wanted": _names(given.get("wanted", []), "wanted"),
        "widths": _widths(given.get("widths", {})),
        "frozen": _count(given.get("frozen")),
    }


def _text(given: Any, name: str) -> str:
    if not isinstance(given, str):
        raise Malformed("input.missing", name=name)
    return given.replace("\0", "")


def _count(given: Any) -> int | None:
    if given is not None and type(given) is not int:
        raise Malformed("input.missing", name="frozen")
    return given


def _names(given: Any, name: str) -> Sequence[str]:
    if not isinstance(given, list) or len(given) > _MOST_COLUMNS:
        raise Malformed("input.missing", name=name)
    return [_text(one, name) for one in given]


def _widths(given: Any) -> dict[str, int]:
    if not isinstance(given, dict) or not all(type(width) is int for width in given.values()):
        raise Malformed("input.missing", name="widths")
    return {_text(name, "widths"): width for name, width in given.items()}

"""The versions of the policy: who made them, when and why; what is other in one than in another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.formula import Kind
from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Change, Policy, Table
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Malformed, whole
from optom.interfaces.kit.words import said

from .context import Desk
from .frame import page
from .policy_cells import PARTS
from .policy_titles import HEADS, TITLES

DRAFT = "draft"
_HOW = {
    "added": gettext_lazy("added"),
    "removed": gettext_lazy("removed"),
    "changed": gettext_lazy("changed"),
    "moved": gettext_lazy("moved"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A change in words: in which part, at which row, what was and what is, cell by cell."""

    part: str
    row: str
    how: str
    cells: Sequence[tuple[str, str, str]]


def show(desk: Desk) -> HttpResponse:
    """All versions, and the comparison of two; unasked, of the policy in force with the draft."""
    versions, draft = policies.versions(), policies.draft()
    in_force = max((one for one in versions if one.adopted_at), key=lambda one: (one.adopted_at, one.id), default=None)
    before = desk.request.GET.get("before") or (str(in_force.id) if in_force else "")
    after = desk.request.GET.get("after") or DRAFT
    facts = {
        "versions": versions,
        "in_force": in_force.id if in_force else None,
        "before": before,
        "after": after,
        "edits": draft.edits,
        "may_write": desk.may("publish_prices"),
        "differences": list(differences(policy_called(before), policy_called(after), desk.at)),
    }
    return page(desk, "office/policy_versions.html", "policy", title=_("Versions of the policy"), **facts)


def take(desk: Desk) -> HttpResponse:
    """A version becomes the draft."""
    expected, version = _expected(desk), whole(desk.request.POST.get("version", ""))
    actions.take_version(version=version, expected=expected, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("policy"), _("The version is the draft now"))


def _expected(desk: Desk) -> int:
    if desk.request.method != "POST":
        raise Http404
    return whole(desk.request.POST.get("expected", ""))


def policy_called(which: str) -> Policy:
    """A version by its number, or the draft; before all of them nothing was."""
    if which == DRAFT:
        return policies.draft().policy
    if not which:
        return Policy()
    found = policies.policy_of(whole(which))
    if found is None:
        raise Malformed("policy.version_unknown")
    return found


def differences(before: Policy, after: Policy, at: datetime) -> Iterator[Difference]:
    """What is other, in the language of the request."""
    language = formats.language_of_papers()
    before, after = (policies.in_language(one, language, at=at) for one in (before, after))
    columns = {one.code: one.name for one in policies.columns()}
    for change in policies.compare(before, after):
        cells = list(_cells(change, columns))
        yield Difference(str(TITLES[change.part]), _rows(change), str(_HOW[change.how]), cells)


def _rows(change: Change) -> str:
    rows = [row for row in (change.was_row, change.row) if row is not None]
    return " → ".join(str(row) for row in dict.fromkeys(rows))


def _cells(change: Change, columns: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What is other in each cell; of what has moved, what it is called."""
    was, now = _said(change.part, change.was, columns), _said(change.part, change.now, columns)
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name, ""), now.get(name, "")
        if old != new or (change.how == "moved" and name in ("name", "column") and new):
            yield str(HEADS[name]), old, new


def _said(part: str, row: Any, columns: Mapping[str, str]) -> Mapping[str, str]:
    if row is None:
        return {}
    if isinstance(row, Table):
        steps = "; ".join(f"{_text(one.key)} → {_text(one.value)}" for one in row.rungs)
        kinds = {"key": _kind(row.key), "gives": _kind(row.gives)}
        return {"name": row.name, **kinds, "value": steps}
    if part in ("corridor", "cost", "four_eyes"):
        return {part: _text(row)}
    told = {name: _text(getattr(row, name)) for name in PARTS[part]}
    return {**told, "column": columns.get(told["column"], told["column"])} if "column" in told else told


def _kind(kind: Kind) -> str:
    return said("met_kind", kind.value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return formats.day(value)
    return value if isinstance(value, str) else "" if value is None else formats.plain(value)

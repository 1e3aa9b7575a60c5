"""How a supplier's file is understood, beside what comes of that: corrected, tried at once, saved, or as it was."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.queries import File, RunFacts
from optom.domain.suppliers.rules import CARRIED, MADE, Difference
from optom.domain.suppliers.rules import Mapping as Understanding
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.words import choices, worded

from .context import Desk
from .feed_files import FATES, FIELDS, address_of, run_of
from .feeds import TAB, feed_of
from .frame import page
from .mapping_form import read_mapping, shown

_DIFFERS = choices("mapping_differs")
_MOST_ROWS = 40


def mapping(desk: Desk) -> HttpResponse:
    """How the file is understood; sent, all files of the feed are understood so. ``version`` shows an earlier one."""
    run = run_of(desk)
    if desk.request.method != "POST":
        return _page(desk, run, suppliers.opened(run.id, version=_version(desk)))
    opened = suppliers.opened(run.id)
    told = read_mapping(opened.mapping, desk.request.POST)
    if "save" in desk.request.POST:
        return _saved(desk, run, told)
    return _page(desk, run, File(opened.tables, told))


def result(desk: Desk) -> HttpResponse:
    """What would come of the mapping as it stands in the form, while it is being corrected."""
    opened = suppliers.opened(run_of(desk).id)
    try:
        told = read_mapping(opened.mapping, desk.request.POST)
        facts = _result(File(opened.tables, told))
    except Refusal as refusal:
        facts = {"refusals": worded(refusal)}
    return render(desk.request, "office/feed_result.html", facts)


def _version(desk: Desk) -> int | None:
    asked = desk.request.GET.get("version", "")
    return whole(asked) if asked else None


def _saved(desk: Desk, run: RunFacts, told: Understanding) -> HttpResponse:
    """The held file runs by it; one that has been decided is run once more."""
    said: dict[str, Any] = {"actor": desk.actor, "at": desk.at, "reason": desk.request.POST.get("reason", "")[:400]}
    if run.state in {"held", "failed"}:
        actions.map_anew(run=run.id, mapping=told, **said)
        return done(desk.request, address_of(desk), _("Saved: the file runs again"))
    again = actions.map_again(run=run.id, mapping=told, **said)
    return done(desk.request, desk.url("feed-file", feed=run.feed, run=again), _("Saved: the file runs again"))


def _page(desk: Desk, run: RunFacts, opened: File) -> HttpResponse:
    made = [(one, FIELDS[one], opened.mapping.formulas.get(one, "")) for one in MADE]
    facts = {"tables": shown(opened), "fields": FIELDS, "carried": sorted(CARRIED), "formulas": made,
             "formulas_open": bool(opened.mapping.formulas), "versions": list(_versions(run.feed)),
             "version": _version(desk) or run.mapping, **_result(opened)}  # fmt: skip
    title = _("How the file is understood")
    return page(desk, "office/feed_mapping.html", TAB, title=title, feed=feed_of(desk), run=run,
                may_save=run.state != "waiting", **facts)  # fmt: skip


def _result(opened: File) -> dict[str, Any]:
    return {"rows": [_row(one) for one in opened.rows(_MOST_ROWS)]}


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as an offer: figures that are told as texts are read like those that formulas make."""
    names = ("price", "stock", "packed", "multiple")
    figures = {one: Decimal(row[one]) for one in names if row[one] is not None}
    return {**row, **figures, "said": FATES.get(row["fate"], "")}


def _versions(feed: int) -> Iterator[tuple[suppliers.VersionRow, Sequence[str]]]:
    """Each version with what it changed, in words."""
    for one in suppliers.versions(feed):
        yield one, [_in_words(change) for change in one.changed]


def _in_words(change: Difference) -> str:
    told = {"table": change.table, "place": FIELDS.get(change.place, change.place), "was": _field(change.was),
            "now": _field(change.now)}  # fmt: skip
    return str(_DIFFERS[change.what]).format_map(told)


def _field(said: str) -> str:
    """A field with what is said beside it; what is none stays as it is."""
    name, _space, more = said.partition(" ")
    words = {"carried": _("carried down")}
    if name not in FIELDS:
        return said or "—"
    return f"{FIELDS[name]}, {words.get(more, more.replace('from', _('from')))}" if more else str(FIELDS[name])

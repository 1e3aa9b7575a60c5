"""A file of a feed: what became of it, why it is held, how it is understood; accepted, rejected, run again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.queries import RunFacts
from optom.domain.suppliers.rules import MADE
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .feed_mapping import Shown, read_mapping, shown
from .feeds import STATES, TAB, failure_of, feed_of
from .frame import page, sheet_page

_FATES = choices("row_fate")
_FINDINGS = choices("feed_finding")
_FIELDS = choices("offer_field")
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Found:
    """Why a file is held, in words; ``share`` in per cent where it is about a number."""

    text: str
    many: int
    of: int


SHEET: Sheet[Desk] = Sheet(
    name="feed-file",
    title=gettext_lazy("Rows of the file"),
    columns=[
        Column("place", gettext_lazy("Row"), width=150, is_frozen=True, tone="strong", on_phone=True),
        Column("fate", gettext_lazy("What is wrong"), Kind.CHOICE, width=210, choices=_FATES, on_phone=True),
        Column("number", gettext_lazy("Number"), width=150, on_phone=True),
        Column("name", gettext_lazy("Name"), width=300, grows=True),
        Column("price", gettext_lazy("Price as it says"), width=140),
    ],
    listed=lambda desk: suppliers.remarks(desk.given["run"]),
    empty=gettext_lazy("Nothing was left out."),
    facets=[Facet("fate", gettext_lazy("What is wrong"), options=_FATES)],
)


def show(desk: Desk) -> HttpResponse:
    """What became of the file; while it waits, the page looks again by itself."""
    feed, run = feed_of(desk), _run(desk)
    facts = {
        "feed": feed,
        "run": run,
        "state": STATES[run.state],
        "findings": [_found(one) for one in run.findings],
        "fates": [(_FATES[code], many) for code, many in run.counts.get("fates", {}).items() if code in _FATES],
        "failure": failure_of(run.failure),
        "may_decide": run.state in {"held", "failed"},
        "may_accept": run.state == "held",
    }
    return sheet_page(desk, SHEET, TAB, template="office/feed_file.html", title=run.name, **facts)


def _found(finding: Mapping[str, Any]) -> Found:
    told = {**finding, "field": _FIELDS.get(finding.get("field", ""), "")}
    return Found(str(_FINDINGS[finding["code"]]).format_map(told), finding.get("many", 0), finding.get("of", 0))


def progress(desk: Desk) -> HttpResponse:
    """While the worker has it; then the whole page."""
    run = _run(desk)
    if run.state != "waiting":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(desk.request, "office/feed_progress.html", {"run": run, "feed": feed_of(desk)})


def decide(desk: Desk) -> HttpResponse:
    """Let the held file in as it is, or never."""
    said: dict[str, Any] = {"run": _run(desk).id, "actor": desk.actor, "at": desk.at}
    if desk.request.POST.get("what") == "accept":
        actions.accept(**said)
        return done(desk.request, _here(desk), _("Accepted: it is let in now"))
    actions.reject(**said)
    return done(desk.request, _here(desk), _("Rejected: what stands stays"))


def replay(desk: Desk) -> HttpResponse:
    """The same file once more, understood as it was."""
    run = actions.replay(run=_run(desk).id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("feed-file", feed=desk.given["feed"], run=run), _("Runs again"))


def mapping(desk: Desk) -> HttpResponse:
    """How the file is understood, beside what comes of that; sent, all files of the feed are understood so."""
    feed, run = feed_of(desk), _run(desk)
    opened = suppliers.opened(run.id)
    if desk.request.method == "POST":
        told = read_mapping(opened.mapping, desk.request.POST)
        said: dict[str, Any] = {"actor": desk.actor, "at": desk.at, "reason": desk.request.POST.get("reason", "")[:400]}
        if "save" in desk.request.POST:
            actions.map_anew(run=run.id, mapping=told, **said)
            return done(desk.request, _here(desk), _("Saved: the file runs again"))
        opened = suppliers.File(opened.tables, told)
    tables: Sequence[Shown] = shown(opened)
    rows = [_row(one) for one in opened.rows(_MOST_ROWS)]
    made = [(one, _FIELDS[one], opened.mapping.formulas.get(one, "")) for one in MADE]
    facts = {"tables": tables, "rows": rows, "fields": _FIELDS, "formulas": made}
    may_save = run.state in {"held", "failed"}
    title = _("How the file is understood")
    return page(desk, "office/feed_mapping.html", TAB, title=title, feed=feed, run=run, may_save=may_save,
                formulas_open=bool(opened.mapping.formulas), **facts)  # fmt: skip


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as an offer: figures that are told as texts are read like those that formulas make."""
    figures = {one: Decimal(row[one]) for one in ("price", "stock", "multiple") if row[one] is not None}
    return {**row, **figures, "said": _FATES.get(row["fate"], "")}


def raw(desk: Desk) -> HttpResponseBase:
    """The file as it came."""
    found = suppliers.raw(_run(desk).id)
    if found is None or not found[1].exists():
        raise Http404
    return _attachment(found)


def report(desk: Desk) -> HttpResponseBase:
    """What became of each row."""
    found = suppliers.report(_run(desk).id)
    if found is None or not found[1].exists():
        raise Http404
    return _attachment(found)


def _attachment(found: tuple[str, Any]) -> FileResponse:
    name, path = found
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


def _run(desk: Desk) -> RunFacts:
    found = suppliers.run(desk.given["run"])
    if found is None or found.feed != desk.given["feed"]:
        raise Http404
    return found


def _here(desk: Desk) -> str:
    return desk.url("feed-file", feed=desk.given["feed"], run=desk.given["run"])

"""A file of a feed: what became of it, why it is held, how it is understood; accepted, rejected, run again."""

import csv
import gzip
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.queries import RunFacts
from optom.domain.suppliers.rules import MOVES, Brings
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.charts import Bars, Series
from optom.interfaces.kit.formats import MINUS
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.sheets.exporting import csv_text
from optom.interfaces.kit.words import choices

from .context import Desk
from .feeds import STATES, TAB, failure_of, feed_of
from .frame import sheet_page

FATES = choices("row_fate")
_FINDINGS = choices("feed_finding")
FIELDS = choices("offer_field")


@dataclass(frozen=True, slots=True)
class Found:
    """Why a file is held, in words; ``share`` in per cent where it is about a number."""

    text: str
    many: int
    of: int


_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
_BELOW = MOVES.index(0) + 1  # steps of prices that have gone down; those that stand come between
# The cell that is wrong; where it is none of these, the price.
_WRONG = {"no_number": "number", "twice": "number", "unknown": "number", "missing": "was"}


def _as_it_says(row: Any) -> str:
    """What stands in the file; a number as numbers are written here."""
    told: str = row.price or ""
    return formats.price(Decimal(told)) if _NUMBER.fullmatch(told) else told


SHEET: Sheet[Desk] = Sheet(
    name="feed-file",
    title=gettext_lazy("Rows of the file"),
    columns=[
        Column("place", gettext_lazy("Row"), width=190, is_frozen=True, tone="strong", on_phone=True),
        Column("fate", gettext_lazy("What is wrong"), Kind.CHOICE, width=240, choices=FATES, on_phone=True),
        Column("number", gettext_lazy("Number"), width=150, on_phone=True),
        Column("name", gettext_lazy("Name"), width=280, grows=True, on_phone=True),
        Column("price", gettext_lazy("Price as it says"), width=140, value=_as_it_says, on_phone=True, is_named=True),
        Column("was", gettext_lazy("Stands at"), Kind.PRICE, width=110, on_phone=True),
        Column("percent", gettext_lazy("Change, %"), Kind.PERCENT, width=104, on_phone=True),
    ],
    listed=lambda desk: suppliers.remarks(desk.given["run"]),
    empty=gettext_lazy("Nothing was left out."),
    facets=[Facet("fate", gettext_lazy("What is wrong"), options=FATES)],
    tones=lambda row: {_WRONG.get(row.fate, "price"): "bad", "fate": "warn"},
)


def show(desk: Desk) -> HttpResponse:
    """What became of the file; while it waits, the page looks again by itself."""
    feed, run = feed_of(desk), run_of(desk)
    if feed.brings == Brings.ANSWERS:
        return redirect(desk.url("feed-answer", feed=feed.id, run=run.id))
    sheet = SHEET if run.state != "waiting" else replace(SHEET, empty=gettext_lazy("The file is not read yet."))
    facts = {
        "feed": feed,
        "run": run,
        "state": STATES[run.state],
        "findings": [_found(one) for one in run.findings],
        "fates": [(FATES[code], many) for code, many in run.counts.get("fates", {}).items() if code in FATES],
        "failure": failure_of(run.failure),
        "may_decide": run.state in {"held", "failed"},
        "may_accept": run.state == "held",
        "chart": _moves(run.counts.get("moves", [])),
    }
    return sheet_page(desk, sheet, TAB, template="office/feed_file.html", title=run.name, **facts)


def _moves(told: Sequence[tuple[int | None, int]]) -> Bars | None:
    """How far prices of the file are from those that stand; nothing where none has moved."""
    many = dict(told)
    if not any(step is not None for step in many):
        return None
    steps = [*range(_BELOW), None, *range(_BELOW, len(MOVES) + 1)]
    titles = ["0" if step is None else _step(step) for step in steps]
    return Bars(_("How far prices have moved, %"), titles, [Series(_("Prices"), [many.get(step, 0) for step in steps])])


def _step(step: int) -> str:
    """From one bound to the next, so short that all have room below their bars: "−10…−5"."""
    if step == 0:
        return f"<{MOVES[0]}".replace("-", MINUS)
    if step == len(MOVES):
        return f"≥{MOVES[-1]}"
    return f"{MOVES[step - 1]}…{MOVES[step]}".replace("-", MINUS)


def _found(finding: Mapping[str, Any]) -> Found:
    told = {**finding, "field": FIELDS.get(finding.get("field", ""), "")}
    return Found(str(_FINDINGS[finding["code"]]).format_map(told), finding.get("many", 0), finding.get("of", 0))


def progress(desk: Desk) -> HttpResponse:
    """While the worker has it; then the whole page."""
    run = run_of(desk)
    if run.state != "waiting":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(desk.request, "office/feed_progress.html", {"run": run, "feed": feed_of(desk)})


def decide(desk: Desk) -> HttpResponse:
    """Let the held file in as it is, or never."""
    said: dict[str, Any] = {"run": run_of(desk).id, "actor": desk.actor, "at": desk.at}
    if desk.request.POST.get("what") == "accept":
        actions.accept(**said)
        return done(desk.request, address_of(desk), _("Accepted: it is let in now"))
    actions.reject(**said)
    return done(desk.request, address_of(desk), _("Rejected: what stands stays"))


def replay(desk: Desk) -> HttpResponse:
    """The same file once more, understood as it was."""
    run = actions.replay(run=run_of(desk).id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("feed-file", feed=desk.given["feed"], run=run), _("Runs again"))


def raw(desk: Desk) -> HttpResponseBase:
    """The file as it came."""
    found = suppliers.raw(run_of(desk).id)
    if found is None or not found[1].exists():
        raise Http404
    return _attachment(found)


def report(desk: Desk) -> HttpResponseBase:
    """What became of each row, in words, as Excel opens it."""
    found = suppliers.report(run_of(desk).id)
    if found is None or not found[1].exists():
        raise Http404
    name, path = found
    pieces = (piece for _count, piece in csv_text(_reported(), _report_rows(path)))
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}  # noqa: FBT003 -- Django's signature
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


def _report_rows(path: Path) -> Iterator[Mapping[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as kept:
        yield from csv.DictReader(kept)


def _reported() -> list[Column]:
    """The columns of the report, named in the language of who asks: it is written when nobody's is known any more."""
    fates = {code: str(words) for code, words in {**FATES, **choices("row_reported")}.items()}
    heads = {
        "place": _("Row"), "fate": _("What became of it"), "number": _("Number"), "article": _("Article"),
        "brand": _("Brand"), "name": _("Name"), "price": _("Price as it says"), "was": _("Stands at"),
        "stock": _("Stock"), "our_article": _("Our article"), "our_brand": _("Our brand"),
    }  # fmt: skip
    return [Column(name, head, value=partial(_reported_cell, name, fates)) for name, head in heads.items()]


def _reported_cell(name: str, fates: Mapping[str, str], row: Mapping[str, str]) -> str | Decimal:
    told = row.get(name) or ""
    if name == "fate":
        return fates.get(told.replace(" ", "_"), told)  # reports of former runs say "as before"
    return Decimal(told) if name in {"price", "was"} and _NUMBER.fullmatch(told) else told


def _attachment(found: tuple[str, Any]) -> FileResponse:
    name, path = found
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")


def run_of(desk: Desk) -> RunFacts:
    found = suppliers.run(desk.given["run"])
    if found is None or found.feed != desk.given["feed"]:
        raise Http404
    return found


def address_of(desk: Desk) -> str:
    return desk.url("feed-file", feed=desk.given["feed"], run=desk.given["run"])

"""Feeds of suppliers: what comes by itself, what of it waits for somebody, and how each is judged."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.base.refusal import Refusal
from optom.domain.accounts.rules import DESKS
from optom.domain.catalog import queries as catalog
from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.rules import QUOTES, Brings, NewProducts
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import Form, one_of, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet
from optom.interfaces.kit.words import choices, worded

from .context import Desk
from .frame import page, sheet_page

READERS = tuple(DESKS["run_feeds"])
TAB = "feeds"
MOST_BYTES = 500 * 1024 * 1024
STATES = choices("feed_run")
_BRINGS = choices("feed_brings")
_NAMES = {Brings.PRICES: gettext_lazy("Price list"), Brings.ANSWERS: gettext_lazy("Answers to orders")}
TONES = {
    "held": "warn",
    "failed": "bad",
    "applied": "good",
    "answered": "good",
    "passed": "dim",
    "rejected": "dim",
    "waiting": "dim",
}
_PERCENTS = ("missing_percent", "moved_percent", "quarantined_percent", "sure_score", "likely_score")


def _add(desk: Desk, picked: Picked) -> Done:
    """A supplier who is known, or a new one, gets a feed; its first file says how it is to be understood."""
    given = picked.given
    if "asked" not in given:
        facts = {"suppliers": suppliers.suppliers(), "currencies": _currencies(), "brings": _BRINGS}
        return Done(form=render_to_string("office/acts/add_feed.html", facts, request=desk.request))
    supplier = whole(given["supplier"]) if given.get("supplier") else _new_supplier(desk, given)
    brings = one_of(Brings, given.get("brings", Brings.PRICES))
    name = given.get("name", "").strip() or str(_NAMES[brings])
    terms = FeedTerms(name, given.get("currency", ""), with_vat="with_vat" in given)
    feed = actions.add_feed(supplier=supplier, terms=terms, brings=brings, actor=desk.actor, at=desk.at)
    return Done(_("Added"), location=desk.url("feed", feed=feed))


def _new_supplier(desk: Desk, given: Mapping[str, str]) -> int:
    name, inn = given.get("new_supplier", ""), given.get("inn", "").strip()
    return actions.add_supplier(name=name, inn=inn, actor=desk.actor, at=desk.at)


def name_of(feed: str) -> str:
    """What a feed is called; that of quoted prices is called by the program."""
    return _("Prices on request") if feed == QUOTES else feed


def _currencies() -> list[str]:
    return sorted(set(CURRENCIES_OF_ACCOUNTS.values()))


SHEET: Sheet[Desk] = Sheet(
    name="feeds",
    title=gettext_lazy("Supplier feeds"),
    columns=[
        Column("supplier_name", gettext_lazy("Supplier"), width=220, is_frozen=True, tone="strong", link="{key}/",
               on_phone=True, grows=True),
        Column("name", gettext_lazy("Feed"), width=150, on_phone=True, value=lambda row: name_of(row.name)),
        Column("brings", pgettext_lazy("feed", "Brings"), Kind.CHOICE, width=166, choices=_BRINGS),
        Column("state", gettext_lazy("Newest file"), Kind.CHOICE, width=130, choices=STATES, on_phone=True),
        Column("received_at", gettext_lazy("Received"), Kind.MOMENT, width=136),
        Column("file", gettext_lazy("File"), width=220),
        Column("offers", gettext_lazy("Offers"), Kind.INTEGER, width=90, zero="—", on_phone=True),
        Column("unmatched", gettext_lazy("Not matched"), Kind.INTEGER, width=136, zero="—"),
        Column("next_at", gettext_lazy("Comes next"), Kind.MOMENT, width=136),
        Column("failures", gettext_lazy("Failed in a row"), Kind.INTEGER, width=126, zero="—"),
    ],
    listed=lambda _desk: suppliers.feeds(),
    empty=gettext_lazy("No supplier has a feed yet: add one and send its first price list."),
    facets=[Facet("state", gettext_lazy("Newest file"), options=STATES)],
    acts=[Act("add", gettext_lazy("Add…"), _add, is_always_on=True)],
    tones=lambda row: {"state": TONES[row.state]} if row.state in TONES else {},
)  # fmt: skip

RUNS: Sheet[Desk] = Sheet(
    name="feed",
    title=gettext_lazy("Files of a feed"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=70, is_frozen=True, tone="strong", on_phone=True),
        Column("received_at", gettext_lazy("Received"), Kind.MOMENT, width=136, on_phone=True),
        Column("name", gettext_lazy("File"), width=260, link="files/{key}/", grows=True, on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=130, choices=STATES, on_phone=True),
        Column("rows", gettext_lazy("Rows"), Kind.INTEGER, width=90),
        Column("offers", gettext_lazy("Offers"), Kind.INTEGER, width=90),
        Column("held", gettext_lazy("Prices held back"), Kind.INTEGER, width=166, zero="—"),
        Column("mapping", pgettext_lazy("feed", "Mapping"), Kind.INTEGER, width=90),
        Column("size", gettext_lazy("Bytes"), Kind.INTEGER, width=110),
        Column("person", gettext_lazy("Who"), width=180),
        Column("ended_at", gettext_lazy("Run"), Kind.MOMENT, width=136),
    ],
    listed=lambda desk: suppliers.runs(desk.given["feed"]),
    empty=gettext_lazy("No file has come yet: send the supplier's price list, of any format."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": TONES[row.state]} if row.state in TONES else {},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All feeds."""
    return sheet_page(desk, SHEET, TAB, template="office/feeds.html", current="feeds")


def show(desk: Desk) -> HttpResponse:
    """One feed: its files, and a place to send one by hand."""
    feed = feed_of(desk)
    if feed.brings == Brings.ANSWERS:
        return redirect(desk.url("feed-answers", feed=feed.id))
    title = f"{feed.supplier_name} · {feed.terms['name']}"
    return sheet_page(desk, RUNS, TAB, template="office/feed.html", title=title, feed=feed)


def feed_of(desk: Desk) -> suppliers.FeedFacts:
    """The feed of the address."""
    found = suppliers.feed(desk.given["feed"])
    if found is None:
        raise Http404
    return replace(found, terms={**found.terms, "name": name_of(found.terms["name"])})


def failure_of(kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """Why a file could not be run, or a source not be reached, in words."""
    return next((one for reason in suppliers.reasons(kept) for one in worded(reason)), None)


def send(desk: Desk) -> HttpResponse:
    """A file by hand: kept as it is, then run."""
    file = desk.request.FILES.get("file")
    if file is None:
        raise Refusal("input.required", field="file")
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", field="file", bytes=file.size, most=MOST_BYTES)
    with tempfile.TemporaryDirectory(prefix="optom-feed-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as kept:
            for block in file.chunks():
                kept.write(block)
        name = PurePath(file.name or "").name
        run = actions.receive(feed=desk.given["feed"], path=path, name=name, actor=desk.actor, at=desk.at)
    return redirect(desk.url("feed-file", feed=desk.given["feed"], run=run))


def terms(desk: Desk) -> HttpResponse:
    """How the feed's files are read and judged; sent, it is so from the next one on."""
    feed = feed_of(desk)
    if desk.request.method == "POST":
        given = desk.request.POST
        terms = _given(given) if feed.brings == Brings.PRICES else _named(feed, given.get("name", ""))
        actions.change_feed(feed=feed.id, terms=terms, actor=desk.actor, at=desk.at)
        return done(desk.request, desk.url("feed", feed=feed.id), _("Saved"))
    facts: dict[str, Any] = {"currencies": _currencies(), "groups": catalog.groups(), "ways": choices("new_products")}
    return page(desk, "office/feed_terms.html", TAB, title=_("Terms of the feed"), feed=feed, **facts)


def _named(feed: suppliers.FeedFacts, name: str) -> FeedTerms:
    """Answers are not judged by a feed's terms: it has a name."""
    return FeedTerms(**{**feed.terms, "name": name.strip()})


def _given(given: Mapping[str, str]) -> FeedTerms:
    form = Form(given)
    said: dict[str, Any] = {name: form.read(name, whole, 0) for name in _PERCENTS}
    form.refuse()
    group = given.get("new_group", "")
    return FeedTerms(
        given.get("name", "").strip(),
        given.get("currency", ""),
        **said,
        with_vat="with_vat" in given,
        is_full="is_full" in given,
        new_products=one_of(NewProducts, given.get("new_products", "ask")),
        new_group=whole(group) if group else None,
    )

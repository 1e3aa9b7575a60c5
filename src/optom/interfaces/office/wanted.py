"""Targets, and talks with suppliers: what is to be brought down, what was said, which next steps are due."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.bargaining import actions
from optom.domain.bargaining import queries as bargaining
from optom.domain.bargaining.actions import Said, Wanted
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit.input import Form, day, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet

from .context import Desk
from .frame import sheet_page
from .quotations import TAB

STATES = {
    "open": pgettext_lazy("target", "open"),
    "reached": pgettext_lazy("target", "reached"),
    "missed": pgettext_lazy("target", "missed"),
    "ended": pgettext_lazy("target", "ended"),
}
_TONES = {"reached": "good", "missed": "bad", "ended": "dim"}
_DUE = {"true": pgettext_lazy("next step", "due"), "false": pgettext_lazy("next step", "not due")}


def set_target(desk: Desk, given: Mapping[str, str], *, product: int | None = None, supplier: int | None = None) -> int:
    """What a form wants of a product or of a supplier."""
    if desk.request.method != "POST":
        raise Http404
    form = Form({name: str(value) for name, value in given.items()})
    amount = form.read("landed" if product else "percent", number, None)
    until = form.read("until", day, business_day(desk.at))
    form.refuse()
    told = {"landed": amount} if product else {"percent": amount}
    wanted = Wanted(until, form.text("reason"), product=product, supplier=supplier, **told)
    return actions.set_target(wanted=wanted, actor=desk.actor, at=desk.at)


def note_talk(desk: Desk, given: Mapping[str, str], *, supplier: int, product: int | None = None) -> int:
    """What a form says of a talk with a supplier, about a product or in general."""
    if desk.request.method != "POST":
        raise Http404
    form = Form({name: str(value) for name, value in given.items()})
    said_on = form.read("said_on", day, business_day(desk.at))
    next_on = form.read("next_on", day, None) if form.text("next_on").strip() else None
    form.refuse()
    said = Said(
        supplier, said_on, form.text("said"), product, agreed=form.text("agreed"), next_step=form.text("next_step"),
        next_on=next_on, follows=whole(form.text("follows")) if form.text("follows") else None,
    )  # fmt: skip
    return actions.note_talk(said=said, actor=desk.actor, at=desk.at)


def _end(desk: Desk, picked: Picked) -> Done:
    actions.end_targets(targets=[whole(key) for key in picked.keys], actor=desk.actor, at=desk.at)
    return Done(_("Nobody wants it any more"))


def _first(desk: Desk, picked: Picked) -> Done:
    """A talk that follows no other."""
    if "said" not in picked.given:
        return _form(desk, suppliers=suppliers.suppliers())
    note_talk(desk, picked.given, supplier=whole(picked.given.get("supplier", "")))
    return Done(_("Noted"))


def _follow(desk: Desk, picked: Picked) -> Done:
    """What came of the picked talk; its next step is done with that."""
    row = bargaining.talks(business_day(desk.at)).one(whole(picked.keys[0]))
    if row is None:
        raise Refusal("bargaining.no_talk")
    if "said" not in picked.given:
        return _form(desk, row=row)
    note_talk(desk, {**picked.given, "follows": "" if row.is_followed else str(row.id)}, supplier=row.supplier)
    return Done(_("Noted"))


def _form(desk: Desk, **facts: Any) -> Done:
    today = {"today": business_day(desk.at)}
    return Done(form=render_to_string("office/acts/note_talk.html", {**facts, **today}, request=desk.request))


TARGETS: Sheet[Desk] = Sheet(
    name="targets",
    title=gettext_lazy("Targets"),
    columns=[
        Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
        Column("supplier_name", gettext_lazy("Supplier"), width=180, on_phone=True),
        Column("landed", gettext_lazy("Wanted at"), Kind.PRICE, width=110, on_phone=True,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("now", gettext_lazy("Stands at"), Kind.PRICE, width=110),
        Column("percent", gettext_lazy("Wanted, %"), Kind.PERCENT, width=100, on_phone=True),
        Column("worth", gettext_lazy("Worth a year"), Kind.MONEY, width=130),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=110, choices=STATES, on_phone=True),
        Column("until", gettext_lazy("Until"), Kind.DATE, width=100, on_phone=True),
        Column("reason", gettext_lazy("Reason"), width=240, grows=True),
        Column("owner", gettext_lazy("Whose"), width=150),
        Column("created_at", gettext_lazy("Set"), Kind.MOMENT, width=136, is_hidden=True),
    ],
    listed=lambda desk: bargaining.targets(business_day(desk.at)),
    empty=gettext_lazy("Nothing is to be brought down yet: set a target on the page of a product or of a supplier."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
    acts=[Act("end", gettext_lazy("End"), _end, confirm=gettext_lazy("End the picked targets?"))],
)  # fmt: skip

TALKS: Sheet[Desk] = Sheet(
    name="talks",
    title=gettext_lazy("Talks with suppliers"),
    columns=[
        Column("said_on", gettext_lazy("Day"), Kind.DATE, width=96, is_frozen=True, on_phone=True),
        Column("supplier_name", gettext_lazy("Supplier"), width=180, tone="strong", on_phone=True),
        Column("article", gettext_lazy("Article"), width=120),
        Column("said", gettext_lazy("What was said"), width=260, grows=True, on_phone=True),
        Column("agreed", gettext_lazy("Agreed"), width=220),
        Column("next_step", gettext_lazy("Next step"), width=200, on_phone=True),
        Column("next_on", gettext_lazy("On"), Kind.DATE, width=96, on_phone=True),
        Column("is_due", gettext_lazy("Is it due"), Kind.CHOICE, width=100, choices=_DUE,
               value=lambda row: "true" if row.is_due else "false"),
        Column("person", gettext_lazy("Who"), width=150),
    ],
    listed=lambda desk: bargaining.talks(business_day(desk.at)),
    empty=gettext_lazy("No talk was noted yet."),
    facets=[Facet("is_due", gettext_lazy("Next step"), options=_DUE)],
    tones=lambda row: {"next_on": "bad", "is_due": "bad"} if row.is_due else {"is_due": "dim"},
    acts=[
        Act("note", gettext_lazy("Note a talk…"), _first, is_always_on=True),
        Act("follow", gettext_lazy("Follow up…"), _follow, most=1),
    ],
)  # fmt: skip


def targets(desk: Desk) -> HttpResponse:
    """What is to be brought down."""
    return sheet_page(desk, TARGETS, TAB, template="office/buying.html", current="targets")


def talks(desk: Desk) -> HttpResponse:
    """What was said with suppliers."""
    return sheet_page(desk, TALKS, TAB, template="office/buying.html", current="talks")

"""Candidates: the list of somebody from whom we do not buy yet, beside ours."""

from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.domain.bargaining import queries as bargaining
from optom.domain.suppliers import actions
from optom.domain.suppliers.actions import FeedTerms
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.sheets import Act, Column, Done, Kind, Picked, Sheet

from .context import Desk
from .frame import sheet_page
from .quotations import TAB


def _add(desk: Desk, picked: Picked) -> Done:
    """A candidate gets a feed for his list, which is sent on its page."""
    given = picked.given
    if "name" not in given:
        currencies = sorted(set(CURRENCIES_OF_ACCOUNTS.values()))
        form = render_to_string("office/acts/add_candidate.html", {"currencies": currencies}, request=desk.request)
        return Done(form=form)
    told: dict[str, Any] = {"actor": desk.actor, "at": desk.at}
    supplier = actions.add_supplier(name=given["name"], inn=given.get("inn", "").strip(), is_candidate=True, **told)
    terms = FeedTerms(_("Price list"), given.get("currency", ""), with_vat="with_vat" in given)
    feed = actions.add_feed(supplier=supplier, terms=terms, **told)
    return Done(_("Added: send his list"), location=desk.url("feed", feed=feed))


SHEET: Sheet[Desk] = Sheet(
    name="candidates",
    title=gettext_lazy("Candidates"),
    columns=[
        Column("name", gettext_lazy("Candidate"), width=240, is_frozen=True, tone="strong", grows=True, link="{key}/",
               on_phone=True),
        Column("saves", gettext_lazy("Would save a year"), Kind.MONEY, width=150, on_phone=True,
               hint=gettext_lazy("Of what is cheaper in our warehouse, as much as was sold in the last year")),
        Column("cheaper", gettext_lazy("Cheaper products"), Kind.INTEGER, width=150, zero="—", on_phone=True),
        Column("matched", gettext_lazy("Known products"), Kind.INTEGER, width=150, zero="—"),
        Column("unmatched", gettext_lazy("Not matched"), Kind.INTEGER, width=136, zero="—"),
        Column("offers", gettext_lazy("Offers"), Kind.INTEGER, width=90, zero="—"),
        Column("received_at", gettext_lazy("Newest list"), Kind.MOMENT, width=136),
    ],
    listed=lambda desk: bargaining.candidates(business_day(desk.at)),
    empty=gettext_lazy("Nobody is a candidate: add one and send his price list to see what it would save."),
    acts=[Act("add", gettext_lazy("Add…"), _add, is_always_on=True)],
)  # fmt: skip

OFFERS: Sheet[Desk] = Sheet(
    name="candidate-offers",
    title=gettext_lazy("A candidate’s list beside ours"),
    columns=[
        Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
        Column("number", gettext_lazy("His number"), width=120),
        Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
        Column("name", gettext_lazy("Name"), width=220, grows=True),
        Column("landed", gettext_lazy("His, landed"), Kind.PRICE, width=110, on_phone=True,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("ours", gettext_lazy("Our best"), Kind.PRICE, width=110, on_phone=True),
        Column("supplier", gettext_lazy("Whose"), width=150),
        Column("gap_percent", gettext_lazy("To ours, %"), Kind.PERCENT, width=100),
        Column("sold", gettext_lazy("Sold in a year"), Kind.QUANTITY, width=124),
        Column("saves", gettext_lazy("Would save a year"), Kind.MONEY, width=150, zero="—", on_phone=True),
        Column("stock", gettext_lazy("He has"), Kind.QUANTITY, width=90),
    ],
    listed=lambda desk: bargaining.candidate_offers(desk.given["supplier"], business_day(desk.at)),
    empty=gettext_lazy("None of our products is known in his list yet: send it, or match its rows."),
    tones=lambda row: {"landed": "good"} if row.saves else {},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All candidates."""
    return sheet_page(desk, SHEET, TAB, template="office/buying.html", current="candidates")


def show(desk: Desk) -> HttpResponse:
    """One candidate's list beside ours."""
    found = bargaining.candidates(business_day(desk.at)).one(desk.given["supplier"])
    if found is None:
        raise Http404
    return sheet_page(desk, OFFERS, TAB, template="office/candidate.html", title=found.name, found=found)


def take_on(desk: Desk) -> HttpResponse:
    """He is a supplier like the others from now on."""
    if desk.request.method != "POST":
        raise Http404
    supplier = desk.given["supplier"]
    actions.take_on(supplier=supplier, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("desk-supplier", supplier=supplier), _("He is taken on: costs follow soon"))

"""Offers that are no product yet, answered row by row: accepted, another product, a new one, none of ours, undone."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.refusal import Refusal
from optom.domain.catalog import queries as catalog
from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.actions import NewGoods
from optom.interfaces.kit.answers import told
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Column, Done, Kind, Picked, Sheet

from .context import Desk
from .feeds import TAB
from .frame import sheet_page
from .supply import UNITS, edit_factors, keys_of, panel, tones

_MOST_BACK = 300  # as many answers as an address can carry


def _accept(desk: Desk, picked: Picked) -> Done:
    """Each of the picked offers is its likeliest candidate."""
    rows = suppliers.queue().keyed(keys_of(picked))
    if not rows or any(row.product is None for row in rows):
        raise Refusal("suppliers.no_candidate" if rows else "suppliers.decided_already")
    actions.match_offers(products={row.id: row.product for row in rows}, actor=desk.actor, at=desk.at)
    message = ngettext("%(n)s offer matched", "%(n)s offers matched", len(rows)) % {"n": len(rows)}
    return Done(message, undo=_way_back(desk, {row.id: row.product for row in rows}))


def _ignore(desk: Desk, picked: Picked) -> Done:
    """None of our goods."""
    offers = keys_of(picked)
    actions.ignore_offers(offers=offers, actor=desk.actor, at=desk.at)
    message = ngettext("%(n)s offer set aside", "%(n)s offers set aside", len(offers)) % {"n": len(offers)}
    return Done(message, undo=_way_back(desk, dict.fromkeys(offers)))


def _make(desk: Desk, picked: Picked) -> Done:
    """A new product, as the offer says it and as the person corrects that."""
    offer, given = keys_of(picked)[0], picked.given
    if "article" not in given:
        facts = {"said": suppliers.goods_said(offer), "groups": catalog.groups(), "units": catalog.units()}
        return Done(form=render_to_string("office/acts/make_product.html", facts, request=desk.request))
    texts = {name: given.get(name, "").strip() for name in ("article", "name", "brand", "unit", "barcode")}
    goods = NewGoods(**texts, group=whole(given["group"]) if given.get("group") else None)
    made = actions.make_product(offer=offer, goods=goods, actor=desk.actor, at=desk.at)
    return Done(_("The catalog has a new product: %(article)s") % texts, undo=_way_back(desk, {offer: made}))


def _other(_desk: Desk, _picked: Picked) -> Done:
    """Said in the details of the row, see `match`."""
    raise Http404


def _way_back(desk: Desk, answers: Mapping[int, int | None]) -> str:
    """Where these answers are taken back; of more than an address can carry, in the list of offers."""
    if len(answers) > _MOST_BACK:
        return ""
    told = ",".join(f"{offer}:{product or 0}" for offer, product in answers.items())
    return f"{desk.url('take-back-offers')}?answers={told}"


QUEUE: Sheet[Desk] = Sheet(
    name="offer-queue",
    title=gettext_lazy("Offers to match"),
    columns=[
        Column("name", gettext_lazy("Name"), width=250, is_frozen=True, on_phone=True, tone="strong"),
        Column("article", gettext_lazy("Article"), width=112, on_phone=True),
        Column("brand", gettext_lazy("Brand"), width=96, on_phone=True),
        Column("score", gettext_lazy("Likeness, %"), Kind.INTEGER, width=84, on_phone=True),
        Column("product_article", gettext_lazy("Our article"), width=112, on_phone=True),
        Column("product_brand", gettext_lazy("Our brand"), width=96),
        Column("product_name", gettext_lazy("Our name"), width=210, grows=True, on_phone=True),
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=92),
        Column("currency", gettext_lazy("Currency"), width=70, tone="dim"),
        *UNITS,
        Column("supplier_name", gettext_lazy("Supplier"), width=160),
        Column("number", gettext_lazy("His number"), width=120),
        Column("category", gettext_lazy("Category"), width=180, is_hidden=True),
    ],
    listed=lambda _desk: suppliers.queue(),
    empty=gettext_lazy("Every offer is a product of ours, or none of our goods."),
    acts=[
        Act(
            "accept",
            pgettext_lazy("the likeliest product", "Accept"),
            _accept,
            key="A",
            is_quick=True,
            is_leaving=True,
            most=500,
        ),
        Act("other", gettext_lazy("Another…"), _other, key="O", is_quick=True, in_panel=True, most=1),
        Act("new", gettext_lazy("New product…"), _make, key="N", is_quick=True, most=1),
        Act("ignore", gettext_lazy("None of ours"), _ignore, key="I", is_quick=True, is_leaving=True, most=5000),
    ],
    panel=panel,
    keyed=lambda _desk, keys: suppliers.queue().keyed([whole(key) for key in keys]),
    edit=edit_factors,
    tones=tones,
)


def queue(desk: Desk) -> HttpResponse:
    """Offers that are no product yet."""
    return sheet_page(desk, QUEUE, TAB, template="office/feeds.html", current="offer-queue")


def find(desk: Desk) -> HttpResponse:
    """Products that may be meant by what somebody types beside an offer."""
    facts: dict[str, Any] = {"found": suppliers.found(desk.request.GET.get("q", "")[:200])}
    return render(desk.request, "office/panels/found_products.html", facts)


def match(desk: Desk) -> HttpResponse:
    """The offer is the product that somebody has chosen beside it."""
    if desk.request.method != "POST":
        raise Http404
    offer, product = whole(desk.request.POST.get("offer", "")), whole(desk.request.POST.get("product", ""))
    actions.match_offers(products={offer: product}, actor=desk.actor, at=desk.at)
    return told(_("Matched"), undo=_way_back(desk, {offer: product}))


def take_back(desk: Desk) -> HttpResponse:
    """These answers are undone, where they still stand."""
    if desk.request.method != "POST":
        raise Http404
    pairs = [one.partition(":") for one in desk.request.GET.get("answers", "").split(",")[:_MOST_BACK]]
    answers = {whole(offer): whole(product) or None for offer, _colon, product in pairs}
    kept = actions.take_back(answers=answers, actor=desk.actor, at=desk.at)
    message = ngettext("%(n)s offer waits again", "%(n)s offers wait again", len(answers)) % {"n": len(answers)}
    stays = _("What was made stays in the catalog.") if kept else ""
    return told(f"{message}. {stays}" if kept else message)

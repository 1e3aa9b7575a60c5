"""What suppliers offer: all offers, those that are no product yet, prices that guards hold back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.refusal import Refusal
from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .feeds import TAB
from .frame import sheet_page
from .special import product_named

_MOST_SHOWN = 30
_MATCHED = choices("offer_matched")
_REASONS = choices("price_held")
_LISTED = {"true": pgettext_lazy("offer", "listed"), "false": pgettext_lazy("offer", "no more")}


def _keys(picked: Picked) -> list[int]:
    return [whole(key) for key in picked.keys]


def _accept(desk: Desk, picked: Picked) -> Done:
    """Each of the picked offers is its likeliest candidate."""
    rows = suppliers.queue().keyed(_keys(picked))
    if any(row.product is None for row in rows):
        raise Refusal("suppliers.no_product")
    actions.match_offers(products={row.id: row.product for row in rows}, actor=desk.actor, at=desk.at)
    return Done(ngettext("%(n)s offer matched", "%(n)s offers matched", len(rows)) % {"n": len(rows)})


def _choose(desk: Desk, picked: Picked) -> Done:
    """One offer is a product that somebody names."""
    if "article" not in picked.given:
        offer = _keys(picked)[0]
        facts = {"candidates": suppliers.candidates(offer)}
        return Done(form=render_to_string("office/acts/match_offer.html", facts, request=desk.request))
    product = product_named(picked.given["article"], picked.given.get("brand", ""))
    actions.match_offers(products={_keys(picked)[0]: product}, actor=desk.actor, at=desk.at)
    return Done(_("Matched"))


def _ignore(desk: Desk, picked: Picked) -> Done:
    """None of our goods."""
    actions.ignore_offers(offers=_keys(picked), actor=desk.actor, at=desk.at)
    return Done(ngettext("%(n)s offer set aside", "%(n)s offers set aside", len(picked.keys)) % {"n": len(picked.keys)})


def _unmatch(desk: Desk, picked: Picked) -> Done:
    """Nobody has decided after all."""
    actions.unmatch_offers(offers=_keys(picked), actor=desk.actor, at=desk.at)
    return Done(
        ngettext("%(n)s offer waits again", "%(n)s offers wait again", len(picked.keys)) % {"n": len(picked.keys)}
    )


def _decide(*, believed: bool) -> Callable[[Desk, Picked], Done]:
    def decide(desk: Desk, picked: Picked) -> Done:
        many = actions.decide_held(offers=_keys(picked), believed=believed, actor=desk.actor, at=desk.at)
        return Done(ngettext("%(n)s price decided", "%(n)s prices decided", many) % {"n": many})

    return decide


def _panel(_desk: Desk, key: str) -> Panel | None:
    """At what an offer stood, and what it may be."""
    row: Any = suppliers.offers().one(whole(key))
    if row is None:
        return None
    facts = {"row": row, "changes": suppliers.history(row.id)[:_MOST_SHOWN], "candidates": suppliers.candidates(row.id)}
    return Panel(row.name or row.number, "office/panels/offer.html", facts)


_OFFER = [
    Column("supplier_name", gettext_lazy("Supplier"), width=160, is_frozen=True, on_phone=True),
    Column("number", gettext_lazy("His number"), width=120),
    Column("article", gettext_lazy("Article"), width=130, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=110),
    Column("name", gettext_lazy("Name"), width=260, grows=True),
]
_PRODUCT = [
    Column("product_article", gettext_lazy("Our article"), width=130, on_phone=True),
    Column("product_brand", gettext_lazy("Our brand"), width=110, is_hidden=True),
    Column("product_name", gettext_lazy("Our name"), width=240),
]

OFFERS: Sheet[Desk] = Sheet(
    name="offers",
    title=gettext_lazy("Offers"),
    columns=[
        *_OFFER,
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=100, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("stock", gettext_lazy("Stock"), Kind.QUANTITY, width=90),
        Column("stock_said", gettext_lazy("As he says"), width=110, tone="dim", is_hidden=True),
        Column("lead_days", gettext_lazy("Days"), Kind.INTEGER, width=70),
        Column("multiple", gettext_lazy("Multiple"), Kind.QUANTITY, width=90, is_hidden=True),
        Column("minimum", gettext_lazy("Minimum"), Kind.QUANTITY, width=90, is_hidden=True),
        Column("breaks", gettext_lazy("Price breaks"), width=150, is_hidden=True),
        Column("recommended", gettext_lazy("Recommended"), Kind.PRICE, width=110, is_hidden=True),
        *_PRODUCT,
        Column("matched", gettext_lazy("Matched by"), Kind.CHOICE, width=130, choices=_MATCHED),
        Column("is_listed", pgettext_lazy("offer", "Listed"), Kind.CHOICE, width=90, choices=_LISTED,
               value=lambda row: "true" if row.is_listed else "false"),
        Column("since", gettext_lazy("Since"), Kind.MOMENT, width=136),
    ],
    listed=lambda _desk: suppliers.offers(),
    empty=gettext_lazy("No supplier has offered anything yet."),
    facets=[Facet("matched", gettext_lazy("Matched by"), options=_MATCHED)],
    acts=[Act("unmatch", gettext_lazy("Match anew"), _unmatch)],
    panel=_panel,
    tones=lambda row: {} if row.is_listed else {"price": "dim", "stock": "dim"},
)  # fmt: skip

QUEUE: Sheet[Desk] = Sheet(
    name="offer-queue",
    title=gettext_lazy("Offers to match"),
    columns=[
        *_OFFER,
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=100),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("score", gettext_lazy("Likeness, %"), Kind.INTEGER, width=104, on_phone=True),
        *_PRODUCT,
        Column("category", gettext_lazy("Category"), width=180, is_hidden=True),
    ],
    listed=lambda _desk: suppliers.queue(),
    empty=gettext_lazy("Every offer is a product of ours, or none of our goods."),
    acts=[
        Act("accept", gettext_lazy("Accept the likeliest"), _accept, most=500),
        Act("choose", gettext_lazy("Another product…"), _choose, most=1),
        Act("ignore", gettext_lazy("None of ours"), _ignore, most=5000),
    ],
    panel=_panel,
)

HELD: Sheet[Desk] = Sheet(
    name="held-prices",
    title=gettext_lazy("Prices held back"),
    columns=[
        *_OFFER,
        Column("was", gettext_lazy("Stands at"), Kind.PRICE, width=100),
        Column("price", gettext_lazy("The list says"), Kind.PRICE, width=110, on_phone=True),
        Column("percent", gettext_lazy("Change, %"), Kind.PERCENT, width=100, on_phone=True),
        Column("reason", gettext_lazy("Why"), Kind.CHOICE, width=190, choices=_REASONS),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("product_article", gettext_lazy("Our article"), width=130),
        Column("place", gettext_lazy("Row"), width=130),
        Column("file", gettext_lazy("File"), width=200),
        Column("received_at", gettext_lazy("Received"), Kind.MOMENT, width=136),
    ],
    listed=lambda _desk: suppliers.held_prices(),
    empty=gettext_lazy("No price is held back."),
    facets=[Facet("reason", gettext_lazy("Why"), options=_REASONS)],
    acts=[
        Act("believe", gettext_lazy("Believe"), _decide(believed=True), most=5000),
        Act("disbelieve", gettext_lazy("Keep the former price"), _decide(believed=False), most=5000),
    ],
    panel=_panel,
)


def offers(desk: Desk) -> HttpResponse:
    """All offers."""
    return sheet_page(desk, OFFERS, TAB, template="office/feeds.html", current="offers")


def queue(desk: Desk) -> HttpResponse:
    """Offers that are no product yet."""
    return sheet_page(desk, QUEUE, TAB, template="office/feeds.html", current="offer-queue")


def held(desk: Desk) -> HttpResponse:
    """Prices that guards hold back."""
    return sheet_page(desk, HELD, TAB, template="office/feeds.html", current="held-prices")

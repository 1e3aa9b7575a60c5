"""What suppliers offer: all offers, and prices that guards hold back."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.refusal import Refusal
from optom.domain.suppliers import actions
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.rules import objection_to_factor
from optom.interfaces.kit.input import number, whole
from optom.interfaces.kit.sheets import Act, Cell, Column, Done, Edited, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .feeds import TAB
from .frame import sheet_page

_MOST_SHOWN = 30
_MATCHED = choices("offer_matched")
_REASONS = choices("price_held")
_LISTED = {"true": pgettext_lazy("offer", "listed"), "false": pgettext_lazy("offer", "no more")}


def keys_of(picked: Picked) -> list[int]:
    return [whole(key) for key in picked.keys]


def _unmatch(desk: Desk, picked: Picked) -> Done:
    """Nobody has decided after all."""
    actions.unmatch_offers(offers=keys_of(picked), actor=desk.actor, at=desk.at)
    return Done(
        ngettext("%(n)s offer waits again", "%(n)s offers wait again", len(picked.keys)) % {"n": len(picked.keys)}
    )


def edit_factors(desk: Desk, cells: Sequence[Cell], _key: str) -> Edited:
    """One of his units holds so many of ours."""
    told: dict[int, Decimal] = {}
    refused: list[tuple[Cell, Refusal]] = []
    for cell in cells:
        try:
            told[whole(cell.key)] = _factor(cell.value)
        except Refusal as refusal:
            refused.append((cell, refusal))
    actions.set_factors(factors=told, actor=desk.actor, at=desk.at)
    return Edited(refused)


def _factor(text: str) -> Decimal:
    factor = number(text)
    if reason := objection_to_factor(factor):
        raise reason
    return factor


def tones(row: Any) -> Mapping[str, str]:
    """What is counted otherwise than ours, and nobody has said how many go into one."""
    is_other = bool(row.unit) and bool(row.product_unit) and plain_unit(row.unit) != plain_unit(row.product_unit)
    doubted = {"unit": "warn", "factor": "warn"} if is_other and row.factor == 1 else {}
    return doubted if getattr(row, "is_listed", True) else {**doubted, "price": "dim", "stock": "dim"}


def plain_unit(name: str) -> str:
    """A unit as people write it, without case and points."""
    return name.casefold().strip(" .")


def _decide(*, believed: bool) -> Callable[[Desk, Picked], Done]:
    def decide(desk: Desk, picked: Picked) -> Done:
        many = actions.decide_held(offers=keys_of(picked), believed=believed, actor=desk.actor, at=desk.at)
        return Done(ngettext("%(n)s price decided", "%(n)s prices decided", many) % {"n": many})

    return decide


def panel(_desk: Desk, key: str) -> Panel | None:
    """At what an offer stood, and what it may be."""
    row: Any = suppliers.offers().one(whole(key))
    if row is None:
        return None
    facts = {"row": row, "changes": suppliers.history(row.id)[:_MOST_SHOWN], "candidates": suppliers.candidates(row.id)}
    return Panel(row.name or row.number, "office/panels/offer.html", facts)


OFFER = [
    Column("name", gettext_lazy("Name"), width=250, is_frozen=True, on_phone=True, tone="strong"),
    Column("article", gettext_lazy("Article"), width=120, on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
    Column("supplier_name", gettext_lazy("Supplier"), width=160, on_phone=True),
    Column("number", gettext_lazy("His number"), width=112),
]
# In what he counts and in what we do, and how many of ours are in one of his: typed where his lists don't say it.
UNITS = [
    Column("unit", gettext_lazy("His unit"), width=84),
    Column("factor", gettext_lazy("Holds"), Kind.QUANTITY, width=80, is_editable=True,
           hint=gettext_lazy("How many of our units are in one of his: price and stock are converted by it")),
    Column("product_unit", gettext_lazy("Our unit"), width=84),
]  # fmt: skip
PRODUCT = [
    Column("product_article", gettext_lazy("Our article"), width=130, on_phone=True),
    Column("product_brand", gettext_lazy("Our brand"), width=110, is_hidden=True),
    Column("product_name", gettext_lazy("Our name"), width=240, grows=True),
]

OFFERS: Sheet[Desk] = Sheet(
    name="offers",
    title=gettext_lazy("Offers"),
    columns=[
        *OFFER,
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=100, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("stock", gettext_lazy("Stock"), Kind.QUANTITY, width=90),
        Column("stock_said", gettext_lazy("As he says"), width=110, tone="dim", is_hidden=True),
        Column("lead_days", gettext_lazy("Days"), Kind.INTEGER, width=70),
        Column("multiple", gettext_lazy("Multiple"), Kind.QUANTITY, width=90, is_hidden=True),
        Column("minimum", gettext_lazy("Minimum"), Kind.QUANTITY, width=90, is_hidden=True),
        Column("breaks", gettext_lazy("Price breaks"), width=150, is_hidden=True),
        Column("recommended", gettext_lazy("Recommended"), Kind.PRICE, width=110, is_hidden=True),
        *UNITS,
        *PRODUCT,
        Column("matched", gettext_lazy("Matched by"), Kind.CHOICE, width=130, choices=_MATCHED),
        Column("is_listed", pgettext_lazy("offer", "Listed"), Kind.CHOICE, width=90, choices=_LISTED,
               value=lambda row: "true" if row.is_listed else "false"),
        Column("since", gettext_lazy("Since"), Kind.MOMENT, width=136),
    ],
    listed=lambda _desk: suppliers.offers(),
    empty=gettext_lazy("No supplier has offered anything yet."),
    facets=[Facet("matched", gettext_lazy("Matched by"), options=_MATCHED)],
    acts=[Act("unmatch", gettext_lazy("Match anew"), _unmatch)],
    panel=panel,
    keyed=lambda _desk, keys: suppliers.offers().keyed([whole(key) for key in keys]),
    edit=edit_factors,
    tones=tones,
)  # fmt: skip

HELD: Sheet[Desk] = Sheet(
    name="held-prices",
    title=gettext_lazy("Prices held back"),
    columns=[
        *OFFER,
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
    panel=panel,
)


def offers(desk: Desk) -> HttpResponse:
    """All offers."""
    return sheet_page(desk, OFFERS, TAB, template="office/feeds.html", current="offers")


def held(desk: Desk) -> HttpResponse:
    """Prices that guards hold back."""
    return sheet_page(desk, HELD, TAB, template="office/feeds.html", current="held-prices")

"""The price killer's desk: a product with all its offers, a supplier with what a per cent of him is worth."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.domain.bargaining import actions
from optom.domain.bargaining import queries as bargaining
from optom.domain.bargaining.actions import Claim
from optom.domain.bargaining.queries import OfferPoint, ProductFacts, ProductOffer
from optom.domain.purchasing import actions as purchasing
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.charts import Line, Lines, Measure
from optom.interfaces.kit.input import Form, day, in_field, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Kind, Picked, Sheet

from .buying import KEEP
from .context import Desk
from .frame import page, sheet_page
from .quotations import TAB, ask_for
from .wanted import note_talk, set_target

_YEAR = timedelta(days=365)
_PERCENT, _MOST_HUNDREDTHS = Decimal(2), 5000
_SPANS = {
    "30": gettext_lazy("A month of sale"),
    "90": gettext_lazy("A quarter of sale"),
    "365": gettext_lazy("A year of sale"),
}


def _ask(desk: Desk, picked: Picked) -> Done:
    """As much as sells in the chosen time, one at the least."""
    days = Decimal(picked.given["span"]) if picked.given.get("span") in _SPANS else Decimal(90)
    rows = bargaining.products(business_day(desk.at)).keyed([whole(key) for key in picked.keys])
    lines = {row.id: max((row.sold_365 * days / 365).to_integral_value(), Decimal(1)) for row in rows}
    return ask_for(desk, picked, lines, spans=_SPANS)


_GOODS = [
    Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
    Column("name", gettext_lazy("Name"), width=220, grows=True),
]

PRODUCTS: Sheet[Desk] = Sheet(
    name="desk-products",
    title=gettext_lazy("Products on the desk"),
    columns=[
        Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", link="{key}/",
               on_phone=True),
        *_GOODS[1:],
        Column("best", gettext_lazy("Best offer"), Kind.PRICE, width=168, on_phone=True,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("supplier", gettext_lazy("Best supplier"), width=160, on_phone=True),
        Column("offers", gettext_lazy("Offers"), Kind.INTEGER, width=80),
        Column("spread_percent", gettext_lazy("Second is dearer, %"), Kind.PERCENT, width=156),
        Column("at_stake", gettext_lazy("A year at stake"), Kind.MONEY, width=130, on_phone=True,
               hint=gettext_lazy("As much as was sold in the last year, at the best offer")),
        Column("sold_365", gettext_lazy("Sold in a year"), Kind.QUANTITY, width=124),
        Column("sold_90", gettext_lazy("In 90 days"), Kind.QUANTITY, width=100),
        Column("market", gettext_lazy("Market, lowest"), Kind.PRICE, width=120),
        Column("market_percent", gettext_lazy("To the market, %"), Kind.PERCENT, width=126,
               hint=gettext_lazy("Landed cost with VAT against the lowest price of competitors")),
        Column("margin_percent", gettext_lazy("Margin, %"), Kind.PERCENT, width=100,
               hint=gettext_lazy("Of the lowest rouble column over the best offer, both with VAT")),
        Column("minimum", gettext_lazy("Kept at the least"), Kind.QUANTITY, width=120, zero="—"),
    ],
    listed=lambda desk: bargaining.products(business_day(desk.at)),
    empty=gettext_lazy("No supplier offers a product of ours."),
    acts=[
        Act("ask", gettext_lazy("Ask for prices…"), _ask),
        KEEP,
    ],
)  # fmt: skip

SUPPLIER: Sheet[Desk] = Sheet(
    name="desk-supplier",
    title=gettext_lazy("What a supplier offers"),
    columns=[
        *_GOODS,
        Column("landed", gettext_lazy("His offer"), Kind.PRICE, width=100, tone="strong", on_phone=True,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("best", gettext_lazy("Best"), Kind.PRICE, width=100),
        Column("next", gettext_lazy("Best of the others"), Kind.PRICE, width=168),
        Column("gap_percent", gettext_lazy("To the best, %"), Kind.PERCENT, width=110, on_phone=True),
        Column("gap_year", gettext_lazy("The gap in a year"), Kind.MONEY, width=130),
        Column("sold", gettext_lazy("Sold in a year"), Kind.QUANTITY, width=124),
        Column("year", gettext_lazy("A year at his offer"), Kind.MONEY, width=140),
        Column("worth", gettext_lazy("The per cents are worth"), Kind.MONEY, width=160, on_phone=True,
               hint=gettext_lazy("Sold in a year × his offer × so many per cent")),
    ],
    listed=lambda desk: bargaining.supplier_products(
        desk.given["supplier"], business_day(desk.at), _percent(desk)
    ),
    empty=gettext_lazy("He offers nothing of ours that counts."),
    tones=lambda row: {"landed": "good"} if row.is_best else {"gap_percent": "warn"},
    acts=[Act("ask", gettext_lazy("Ask for prices…"), _ask)],
)  # fmt: skip


def products(desk: Desk) -> HttpResponse:
    """Products that somebody offers."""
    return sheet_page(desk, PRODUCTS, TAB, template="office/buying.html", current="desk-products")


def product(desk: Desk) -> HttpResponse:
    """One product: offers with the parts of their cost, demand, market, margin, targets, talks."""
    found, today = _product_of(desk), business_day(desk.at)
    offers = bargaining.offers_of(found.id, today)
    best = offers[0] if offers else None
    facts = {
        "found": found,
        "best": best,
        "rows": [(one, *_gaps(one, best, found)) for one in offers],
        "margin": _margin(found, best),
        "stake": bargaining.worth_of_percent(sold=found.sold_365, landed=best.landed, percent=Decimal(100))
        if best
        else None,
        "targets": bargaining.targets(today, product=found.id).all(),
        "talks": bargaining.talks(today, product=found.id).all(),
        "title": f"{found.article} · {found.brand}",
        "suppliers": suppliers.suppliers(),
        "today": today,
    }
    return page(desk, "office/desk_product.html", TAB, **facts)


def _gaps(
    one: ProductOffer, best: ProductOffer | None, found: ProductFacts
) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """How far an offer is from the best and from the market, in per cent; what the gap costs in a year."""
    lowest = best.landed if best else one.landed
    market = found.market and _percents(one.landed * (1 + found.vat_percent / 100), found.market)
    return _percents(one.landed, lowest), market, ((one.landed - lowest) * found.sold_365).quantize(Decimal("0.01"))


def _percents(amount: Decimal, of: Decimal) -> Decimal:
    return ((amount / of - 1) * 100).quantize(Decimal("0.01"))


def _margin(found: ProductFacts, best: ProductOffer | None) -> Decimal | None:
    """What the lowest column leaves over the best offer, in per cent of the price."""
    if best is None or not found.price:
        return None
    return -_percents(best.landed * (1 + found.vat_percent / 100), found.price)


def charts(desk: Desk) -> HttpResponse:
    """How offers and their stock have stood for a year: a fragment of the product's page."""
    found = _product_of(desk)
    points = bargaining.history(found.id, desk.at - _YEAR)
    drawn = [
        Lines(_("What it would have cost in our warehouse, ₽"), _lines(points, "landed", desk.at),
              note=_("Each price at the rates of its day, without VAT")),
        Lines(_("What suppliers had"), _lines(points, "stock", desk.at), Measure(Kind.QUANTITY, found.unit)),
    ]  # fmt: skip
    shown = [one for one in drawn if any(number is not None for line in one.lines for _at, number in line.points)]
    return page(desk, "office/desk_charts.html", TAB, charts=shown)


def _lines(points: Any, of: str, at: datetime) -> list[Line]:
    """A line for each offer, up to now."""
    by_offer: dict[int, list[OfferPoint]] = {}
    for one in points:
        by_offer.setdefault(one.offer, []).append(one)
    return [
        Line(
            f"{own[0].supplier_name} · {own[0].number}",
            [*((one.at, getattr(one, of)) for one in own), (at, getattr(own[-1], of))],
        )
        for own in by_offer.values()
    ]


def supplier(desk: Desk) -> HttpResponse:
    """One supplier: what he is to us, where he is not the best, what some per cent of him are worth a year."""
    today = business_day(desk.at)
    found = bargaining.supplier(desk.given["supplier"], today, desk.at - _YEAR)
    if found is None:
        raise Http404
    share = (found.received / found.received_all * 100).quantize(Decimal("0.1")) if found.received_all else None
    sums = bargaining.supplier_products(found.id, today, _percent(desk)).part(Asked(count=0)).sums
    facts = {
        "found": found,
        "share": share,
        "percent": _percent(desk),
        "worth": sums["worth"],
        "year": sums["year"],
        "gap": sums["gap_year"],
        "not_best": found.offers - found.best,
        "targets": bargaining.targets(today, supplier=found.id).all(),
        "talks": bargaining.talks(today, supplier=found.id).all(),
        "today": today,
    }
    return sheet_page(desk, SUPPLIER, TAB, template="office/desk_supplier.html", title=found.name, **facts)


def begin(desk: Desk) -> HttpResponse:
    """The supplier with as many per cent as were typed; two where nothing was typed that can be."""
    try:
        told = number(desk.request.GET.get("percent", ""))
    except Refusal:
        told = _PERCENT
    hundredths = int(told * 100)
    if not 0 < hundredths <= _MOST_HUNDREDTHS:
        hundredths = int(_PERCENT * 100)
    return redirect(desk.url("desk-supplier-worth", supplier=desk.given["supplier"], hundredths=hundredths))


def _percent(desk: Desk) -> Decimal:
    """What the address says; the grid asks under it, so that rows are of the same per cent as the sum above them."""
    hundredths = desk.given["hundredths"]
    if not 0 < hundredths <= _MOST_HUNDREDTHS:
        raise Http404
    return Decimal(hundredths) / 100


def target_of_product(desk: Desk) -> HttpResponse:
    """The product is to cost so much until a day."""
    found = _product_of(desk)
    set_target(desk, desk.request.POST, product=found.id)
    return done(desk.request, desk.url("desk-product", product=found.id), _("The target is set"))


def keep_of_product(desk: Desk) -> HttpResponse:
    """So much of the product is kept from now on."""
    if desk.request.method != "POST":
        raise Http404
    found = _product_of(desk)
    quantity = in_field("quantity", number, desk.request.POST.get("quantity", ""))
    purchasing.keep_at_least(products=[found.id], quantity=quantity, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("desk-product", product=found.id), _("Kept from now on"))


def target_of_supplier(desk: Desk) -> HttpResponse:
    """The supplier is to give so many per cent until a day."""
    set_target(desk, desk.request.POST, supplier=desk.given["supplier"])
    return done(desk.request, desk.url("desk-supplier", supplier=desk.given["supplier"]), _("The target is set"))


def talk(desk: Desk) -> HttpResponse:
    """What was said with the supplier."""
    note_talk(desk, desk.request.POST, supplier=desk.given["supplier"])
    return done(desk.request, desk.url("desk-supplier", supplier=desk.given["supplier"]), _("Noted"))


def talk_of_product(desk: Desk) -> HttpResponse:
    """What was said with a supplier about the product."""
    found = _product_of(desk)
    supplier = whole(desk.request.POST.get("supplier", ""))
    note_talk(desk, desk.request.POST, supplier=supplier, product=found.id)
    return done(desk.request, desk.url("desk-product", product=found.id), _("Noted"))


def claim(desk: Desk) -> HttpResponse:
    """A better price of an offer goes into the ledger of savings."""
    found = _product_of(desk)
    form = Form(desk.request.POST.dict())
    until = form.read("until", day, business_day(desk.at))
    form.refuse()
    told = Claim(
        whole(form.text("offer")), until, whole(form.text("talk")) if form.text("talk") else None, form.text("reason")
    )
    actions.claim(claim=told, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("desk-product", product=found.id), _("Written into the ledger of savings"))


def _product_of(desk: Desk) -> ProductFacts:
    found = bargaining.product(desk.given["product"], business_day(desk.at))
    if found is None:
        raise Http404
    return found

"""Buying: what is short, orders to suppliers, what is agreed with them, offers by what they cost in our warehouse."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from optom.base.business_day import business_day
from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.domain.companies import queries as companies
from optom.domain.purchasing import actions
from optom.domain.purchasing import queries as purchasing
from optom.domain.purchasing.actions import Agreed, Ordered, Weighed
from optom.domain.stock import queries as stock
from optom.interfaces.kit.input import Form, count, in_field, number, whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet

from . import supplying
from .context import Desk
from .frame import page, sheet_page
from .quotations import TAB, ask_for

STATES = {
    "draft": pgettext_lazy("order to a supplier", "draft"),
    "sent": pgettext_lazy("order to a supplier", "sent"),
    "doubted": pgettext_lazy("order to a supplier", "waits for your word"),
    "confirmed": pgettext_lazy("order to a supplier", "confirmed"),
    "received": pgettext_lazy("order to a supplier", "received"),
    "cancelled": pgettext_lazy("order to a supplier", "cancelled"),
}
_TONES = {"draft": "warn", "doubted": "bad", "received": "good", "cancelled": "dim"}
_LACKING = {"false": pgettext_lazy("offer", "has it"), "true": pgettext_lazy("offer", "has none now")}
_RESTS = {
    "true": pgettext_lazy("rest of a delivery", "awaited"),
    "false": pgettext_lazy("rest of a delivery", "called off"),
}
_FORMS = {"xlsx": gettext_lazy("XLSX workbook"), "ubl": gettext_lazy("UBL 2.1 (EDI)")}
_PERCENTS = ("money_percent", "failure_percent", "service_percent", "dearer_percent", "tolerance_percent")
_PROGRAMS, _MADE = "/exchange/supplier/orders/", "supplier_key"
_NOTHING = Decimal(0)
_MOST = 5000


def _form(desk: Desk, name: str, **facts: Any) -> Done:
    return Done(form=render_to_string(f"office/acts/{name}.html", facts, request=desk.request))


def _order(desk: Desk, picked: Picked) -> Done:
    """Drafts of orders: of the picked needs, or of all where none is picked."""
    products = [whole(key) for key in picked.keys] or None
    lacking = purchasing.unoffered(products)
    if "warehouse" not in picked.given:
        known = {"warehouses": stock.warehouses(), "picked": len(picked.keys), "lacking": lacking}
        return _form(desk, "order_needs", **known)
    warehouse = whole(picked.given["warehouse"])
    made = actions.order_needs(products=products, warehouse=warehouse, actor=desk.actor, at=desk.at)
    told = [orders_made(made), _nobody_offers(lacking)] if lacking else [orders_made(made)]
    return Done(". ".join(told), location=desk.url("supplier-orders"))


def orders_made(made: Sequence[Ordered]) -> str:
    """So many drafts, so many lines in them."""
    lines = sum(one.lines for one in made)
    drafts = ngettext("%(count)s draft of an order to a supplier", "%(count)s drafts of orders to suppliers", len(made))
    many = ngettext("%(count)s line", "%(count)s lines", lines)
    return f"{drafts % {'count': len(made)}}: {many % {'count': lines}}"


def _nobody_offers(many: int) -> str:
    told = ngettext("%(count)s product stays short: nobody offers it",
                    "%(count)s products stay short: nobody offers them", many)  # fmt: skip
    return told % {"count": many}


def _ask(desk: Desk, picked: Picked) -> Done:
    """As much as is short of the picked products."""
    rows = purchasing.needs().keyed([whole(key) for key in picked.keys])
    return ask_for(desk, picked, {row.id: row.quantity for row in rows})


def _keep(desk: Desk, picked: Picked) -> Done:
    """So much of each is kept from now on."""
    if "quantity" not in picked.given:
        return _form(desk, "keep_at_least")
    quantity = in_field("quantity", number, picked.given["quantity"])
    products = [whole(key) for key in picked.keys]
    actions.keep_at_least(products=products, quantity=quantity, actor=desk.actor, at=desk.at)
    return Done(_("Kept from now on"))


KEEP: Act[Desk] = Act("keep", gettext_lazy("Keep at least…"), _keep, most=_MOST)


def _measure(desk: Desk, _picked: Picked) -> Done:
    many = actions.measure_needs(at=desk.at)
    return Done(ngettext("%(count)s product is short", "%(count)s products are short", many) % {"count": many})


def _agree(desk: Desk, picked: Picked) -> Done:
    """What one supplier's goods cost beyond their price."""
    supplier = whole(picked.keys[0])
    if "currency" not in picked.given:
        row = purchasing.agreements(business_day(desk.at)).one(supplier)
        known = {"currencies": sorted(set(CURRENCIES_OF_ACCOUNTS.values())), "forms": _FORMS.items()}
        return _form(desk, "agree", row=row, common=purchasing.weights(), entities=companies.sellers(), **known)
    form = Form(picked.given)
    sums = {name: form.read(name, number, _NOTHING) for name in ("freight_percent", "freight_per_kg", "minimum_sum")}
    days = {name: form.read(name, count, 0) for name in ("deferral_days", "lead_days")}
    told: dict[str, Any] = {"email": form.text("email").strip(), **sums, **days, **_own_tolerances(form)}
    form.refuse()
    told |= {"awaits_rest": bool(form.text("awaits_rest")), "form": form.text("form"), "buyer": _buyer(form)}
    agreed = Agreed(form.text("currency"), **told)
    actions.agree(supplier=supplier, agreed=agreed, actor=desk.actor, at=desk.at)
    return Done(_("Agreed: costs follow soon"))


def _buyer(form: Form) -> int | None:
    """Which of our legal entities; None where it is not said."""
    text = form.text("buyer")
    return whole(text) if text else None


def _own_tolerances(form: Form) -> dict[str, Any]:
    """What stands empty is as for all suppliers."""
    said = {name: form.text(name).strip() for name in ("tolerance_percent", "tolerance_days")}
    return {
        "tolerance_percent": form.read("tolerance_percent", number, _NOTHING) if said["tolerance_percent"] else None,
        "tolerance_days": form.read("tolerance_days", count, 0) if said["tolerance_days"] else None,
    }


def _make_key(desk: Desk, picked: Picked) -> Done:
    """A secret for his program, shown once on the page that comes next."""
    secret = actions.make_key(supplier=whole(picked.keys[0]), key=picked.key, actor=desk.actor, at=desk.at)
    desk.request.session[_MADE] = secret
    return Done(_("The key is made: copy it now, it is shown once"), location=desk.url("supplier-key"))


def _revoke_keys(desk: Desk, picked: Picked) -> Done:
    many = actions.revoke_keys(suppliers=[whole(key) for key in picked.keys], actor=desk.actor, at=desk.at)
    return Done(ngettext("%(count)s key opens nothing now", "%(count)s keys open nothing now", many) % {"count": many})


def _weigh(desk: Desk, picked: Picked) -> Done:
    """What money and broken words are worth to us."""
    if "money_percent" not in picked.given:
        return _form(desk, "weigh", **asdict(purchasing.weights()))
    form = Form(picked.given)
    told: dict[str, Any] = {name: form.read(name, number, _NOTHING) for name in _PERCENTS}
    told |= {name: form.read(name, count, 0) for name in ("cover_days", "tolerance_days")}
    form.refuse()
    actions.weigh(weighed=Weighed(**told), actor=desk.actor, at=desk.at)
    return Done(_("Weighed so: costs follow soon"))


_GOODS = [
    Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=100, on_phone=True),
    Column("name", gettext_lazy("Name"), width=220, grows=True),
]

NEEDS: Sheet[Desk] = Sheet(
    name="needs",
    title=gettext_lazy("What is short"),
    columns=[
        *_GOODS,
        Column("quantity", gettext_lazy("Short"), Kind.QUANTITY, width=90, tone="strong", on_phone=True),
        Column("unit", gettext_lazy("Unit"), width=58, tone="dim"),
        Column("supplier", gettext_lazy("Best supplier"), width=160, on_phone=True),
        Column("landed", gettext_lazy("Landed cost"), Kind.PRICE, width=124,
               hint=gettext_lazy("A unit in our warehouse, roubles without VAT")),
        Column("to_order", pgettext_lazy("of a supplier", "To order"), Kind.QUANTITY, width=100,
               hint=gettext_lazy("In his whole multiples, at his minimum at the least; more where a price break pays")),
        Column("sum", gettext_lazy("Sum"), Kind.MONEY, width=120, on_phone=True),
        Column("waiting", gettext_lazy("Clients wait for"), Kind.QUANTITY, width=120, zero="—"),
        Column("minimum", gettext_lazy("Kept at the least"), Kind.QUANTITY, width=160, zero="—"),
        Column("forecast", gettext_lazy("Will sell"), Kind.QUANTITY, width=90, zero="—",
               hint=gettext_lazy("By what left in 90 days, until new goods come and for the days that are kept")),
        Column("safety", gettext_lazy("Of it for uneven sales"), Kind.QUANTITY, width=226, zero="—"),
        Column("free", gettext_lazy("Free"), Kind.QUANTITY, width=90, zero="—"),
        Column("coming", gettext_lazy("Comes"), Kind.QUANTITY, width=90, zero="—"),
        Column("ordered", gettext_lazy("Ordered, not confirmed"), Kind.QUANTITY, width=206, zero="—"),
        Column("measured_at", gettext_lazy("Measured"), Kind.MOMENT, width=136, is_hidden=True),
    ],
    listed=lambda _desk: purchasing.needs(),
    empty=gettext_lazy("Nothing was short when it was measured last; “Measure now” does it at once."),
    acts=[
        Act("order", gettext_lazy("Order…"), _order, is_always_on=True, most=_MOST),
        Act("ask", gettext_lazy("Ask for prices…"), _ask),
        KEEP,
        Act("measure", gettext_lazy("Measure now"), _measure, is_always_on=True),
    ],
)  # fmt: skip

ORDERS: Sheet[Desk] = Sheet(
    name="supplier-orders",
    title=gettext_lazy("Orders to suppliers"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=70, is_frozen=True, tone="strong", link="{key}/",
               on_phone=True),
        Column("supplier", gettext_lazy("Supplier"), width=220, grows=True, on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=120, choices=STATES, on_phone=True),
        Column("warehouse", gettext_lazy("Warehouse"), width=130),
        Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=80),
        Column("sum", gettext_lazy("Landed sum"), Kind.MONEY, width=130, on_phone=True),
        Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=100),
        Column("created_at", gettext_lazy("Made"), Kind.MOMENT, width=136),
        Column("sent_at", gettext_lazy("Sent"), Kind.MOMENT, width=136),
        Column("confirmed_at", gettext_lazy("Confirmed"), Kind.MOMENT, width=136),
    ],
    listed=lambda _desk: purchasing.orders(),
    empty=gettext_lazy("Nothing was ordered yet: pick what is short."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
)  # fmt: skip

SUPPLIERS: Sheet[Desk] = Sheet(
    name="agreements",
    title=gettext_lazy("Terms of suppliers"),
    columns=[
        Column("name", gettext_lazy("Supplier"), width=220, is_frozen=True, tone="strong", grows=True, on_phone=True,
               link="../desk/suppliers/{key}/"),
        Column("spend", gettext_lazy("A year of what he offers best"), Kind.MONEY, width=246,
               hint=gettext_lazy("As much as was sold in the last year, at his price without VAT")),
        Column("one_percent", gettext_lazy("1 % a year"), Kind.MONEY, width=136, on_phone=True),
        Column("products", gettext_lazy("Products"), Kind.INTEGER, width=96, zero="—"),
        Column("freight_percent", gettext_lazy("Freight, %"), Kind.PERCENT, width=96, zero="—"),
        Column("freight_per_kg", gettext_lazy("Freight per kg"), Kind.MONEY, width=116, zero="—"),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("minimum_sum", gettext_lazy("Least order"), Kind.MONEY, width=146, zero="—"),
        Column("deferral_days", gettext_lazy("Paid after, days"), Kind.INTEGER, width=120, zero="—", on_phone=True),
        Column("lead_days", gettext_lazy("Comes in, days"), Kind.INTEGER, width=120, zero="—"),
        Column("tolerance_percent", gettext_lazy("Price may move, %"), Kind.PERCENT, width=144,
               hint=gettext_lazy("Within it a confirmation goes on by itself; empty: as for all suppliers")),
        Column("tolerance_days", gettext_lazy("May be late, days"), Kind.INTEGER, width=172),
        Column("awaits_rest", gettext_lazy("What lacks"), Kind.CHOICE, width=110, choices=_RESTS,
               value=lambda row: "true" if row.awaits_rest else "false"),
        Column("form", gettext_lazy("Orders go as"), Kind.CHOICE, width=146, choices=_FORMS),
        Column("buyer_name", gettext_lazy("Our legal entity that buys"), width=210),
        Column("keys", gettext_lazy("Keys of programs"), Kind.INTEGER, width=138, zero="—"),
        Column("kept_percent", gettext_lazy("Keeps his word, %"), Kind.PERCENT, width=136),
        Column("kept_of", gettext_lazy("Of lines"), Kind.INTEGER, width=90, zero="—"),
        Column("late_days", gettext_lazy("Late, days"), Kind.INTEGER, width=142, zero="—",
               hint=gettext_lazy("Nine of ten of his lines came at most so many days after his word")),
        Column("promised_percent", gettext_lazy("Promised to clients, %"), Kind.INTEGER, width=180,
               hint=gettext_lazy("So much of what he has is promised to clients whose terms allow it")),
        Column("email", gettext_lazy("E-mail"), width=180),
    ],
    listed=lambda desk: purchasing.agreements(business_day(desk.at)),
    empty=gettext_lazy("No supplier is known yet: add one with his feed."),
    acts=[
        Act("agree", gettext_lazy("Terms…"), _agree, most=1),
        Act("let-promise", gettext_lazy("Promised to clients…"), supplying.let_promise, most=1),
        Act("key", gettext_lazy("Key for his program"), _make_key, most=1),
        Act("revoke", gettext_lazy("Revoke his keys"), _revoke_keys, is_dangerous=True, is_folded=True),
        Act("weigh", gettext_lazy("Money and reliability…"), _weigh, is_always_on=True),
    ],
)  # fmt: skip

OFFERS: Sheet[Desk] = Sheet(
    name="landed-offers",
    title=gettext_lazy("Offers on landed cost"),
    columns=[
        *_GOODS,
        Column("supplier", gettext_lazy("Supplier"), width=160, on_phone=True),
        Column("landed", gettext_lazy("Landed cost"), Kind.PRICE, width=128, tone="strong", on_phone=True,
               hint=gettext_lazy("Price + freight − deferral + risk: a unit in our warehouse, roubles without VAT")),
        Column("gap_percent", gettext_lazy("To the best, %"), Kind.PERCENT, width=110, on_phone=True),
        Column("at_stake", gettext_lazy("The gap in a year"), Kind.MONEY, width=130,
               hint=gettext_lazy("What this offer would cost more than the best one in a year of sale")),
        Column("goods", gettext_lazy("Price without VAT"), Kind.PRICE, width=130),
        Column("freight", gettext_lazy("+ freight"), Kind.PRICE, width=100, zero="—"),
        Column("money", gettext_lazy("− deferral"), Kind.PRICE, width=100, zero="—"),
        Column("risk", gettext_lazy("+ risk"), Kind.PRICE, width=90, zero="—"),
        Column("best", gettext_lazy("Best"), Kind.PRICE, width=100),
        Column("market", gettext_lazy("Market, lowest"), Kind.PRICE, width=120),
        Column("market_percent", gettext_lazy("To the market, %"), Kind.PERCENT, width=126,
               hint=gettext_lazy("Landed cost with VAT against the lowest price of competitors")),
        Column("sold", gettext_lazy("Sold in a year"), Kind.QUANTITY, width=128),
        Column("is_lacking", pgettext_lazy("offer", "Has it"), Kind.CHOICE, width=110, choices=_LACKING,
               value=lambda row: "true" if row.is_lacking else "false"),
    ],
    listed=lambda desk: purchasing.offers(business_day(desk.at)),
    empty=gettext_lazy("No supplier offers a product of ours."),
    tones=lambda row: {"supplier": "dim", "landed": "dim"} if row.is_lacking else {},
)  # fmt: skip


def needs(desk: Desk) -> HttpResponse:
    """What is short."""
    return sheet_page(desk, NEEDS, TAB, template="office/buying.html", current="needs")


def orders(desk: Desk) -> HttpResponse:
    """Orders to suppliers."""
    return sheet_page(desk, ORDERS, TAB, template="office/buying.html", current="supplier-orders")


def suppliers(desk: Desk) -> HttpResponse:
    """What is agreed with suppliers."""
    return sheet_page(desk, SUPPLIERS, TAB, template="office/buying.html", current="agreements")


def offers(desk: Desk) -> HttpResponse:
    """Every offer by what it costs in our warehouse."""
    return sheet_page(desk, OFFERS, TAB, template="office/buying.html", current="landed-offers")


def supplier_key(desk: Desk) -> HttpResponse:
    """The key that was made just now, once."""
    secret, address = desk.request.session.pop(_MADE, ""), desk.request.build_absolute_uri(_PROGRAMS)
    return page(desk, "office/supplier_key.html", TAB, title=_("Key for his program"), secret=secret, address=address)

"""The office's workbook: tabs by desk."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.domain.accounts import rules
from optom.domain.agreeing import queries as agreeing
from optom.domain.bank import queries as bank
from optom.domain.bargaining import queries as bargaining
from optom.domain.billing import queries as billing
from optom.domain.policy import queries as policy
from optom.domain.purchasing import queries as purchasing
from optom.domain.shipping import queries as shipping
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit.frame import Frame, Link, Tab
from optom.interfaces.kit.sheets import Sheet, Status
from optom.interfaces.kit.sheets.answering import described
from optom.interfaces.kit.words import named

from .context import Desk
from .workplaces import own

WAREHOUSE_DESKS = (rules.WAREHOUSE, rules.ADMINISTRATOR)
PEOPLE_DESKS = (rules.ADMINISTRATOR,)
ARRIVAL_DESKS = tuple(rules.DESKS["announce_arrival"] | rules.DESKS["receive_arrival"])
GOODS_DESKS = tuple(rules.DESKS["load_goods_files"])
CLIENT_DESKS = rules.CLIENT_DESKS


def page(desk: Desk, template: str, tab: str, **context: Any) -> HttpResponse:
    """A page in the office's workbook."""
    status: list[Status] = list(context.pop("status", []))
    return render(desk.request, template, {"book": _frame(desk, tab, status), "desk": desk, **context})


def sheet_page(
    desk: Desk, sheet: Sheet[Desk], tab: str, *, template: str = "kit/sheet.html", **context: Any
) -> HttpResponse:
    """The page of a sheet."""
    context.setdefault("title", sheet.title)
    return page(desk, template, tab, description=described(sheet, desk, desk.request.path), **context)


def _frame(desk: Desk, tab: str, status: list[Status]) -> Frame:
    is_superuser = bool(getattr(desk.request.user, "is_superuser", False))
    return Frame(
        seller=_("Office"),
        home=desk.url("home"),
        person=desk.person.name,
        search_url=desk.url("clients") if is_of(desk, CLIENT_DESKS) else desk.url("shipments"),
        search_hint=_("Client, INN, order, paper") if is_of(desk, CLIENT_DESKS) else _("Shipment, delivery note"),
        find_url=desk.url("find"),
        home_finder="clients" if is_of(desk, CLIENT_DESKS) else "shipments",
        home_title=_("Clients") if is_of(desk, CLIENT_DESKS) else _("Shipments"),
        menu=[Link(_("Support"), "/support/")] if is_superuser else [],
        tabs=list(_tabs(desk, tab)),
        status=[*status, Status("desks", ", ".join(named("desks", one) for one in sorted(desk.desks)))],
    )


def is_of(desk: Desk, desks: tuple[str, ...]) -> bool:
    """Whether he works at one of the desks."""
    return not desk.desks.isdisjoint(desks)


def _tabs_of_prices(desk: Desk, current: str) -> Iterator[Tab]:
    if desk.may("approve_prices"):
        start = "price-lists" if desk.may("publish_prices") else "publications"
        yield Tab(_("Prices"), desk.url(start), current == "prices", policy.waiting())
        yield Tab(_("Policy"), desk.url("policy"), current == "policy", agreeing.waiting())
    if desk.may("set_terms"):
        ending = agreeing.ending_soon(owner=desk.actor, at=desk.at)
        yield Tab(_("Exceptions"), desk.url("exceptions"), current == "exceptions", ending)
    if desk.may("see_costs"):
        yield Tab(_("Costs"), desk.url("costs"), current == "costs")


def _tabs(desk: Desk, current: str) -> Iterator[Tab]:
    if is_of(desk, WAREHOUSE_DESKS):
        waiting = shipping.waiting(warehouses=own(desk))
        yield Tab(_("To pick"), desk.url("picking"), current == "picking", waiting)
        yield Tab(_("Shipments"), desk.url("shipments"), current == "shipments")
    if is_of(desk, ARRIVAL_DESKS):
        yield Tab(_("Arrivals"), desk.url("arrivals"), current == "arrivals")
    if is_of(desk, CLIENT_DESKS):
        yield Tab(_("Clients"), desk.url("clients"), current == "clients")
        yield Tab(_("Reports"), desk.url("reports"), current == "reports")
    if desk.may("answer_claim"):
        yield Tab(_("Claims"), desk.url("claims"), current == "claims", billing.waiting_claims())
    if desk.may("register_payment"):
        yield Tab(_("Payments"), desk.url("payments"), current == "payments", bank.waiting())
    if desk.may("run_feeds"):
        yield Tab(_("Suppliers"), desk.url("feeds"), current == "feeds", suppliers.waiting())
        waits = purchasing.waiting() + bargaining.due(business_day(desk.at))
        yield Tab(_("Buying"), desk.url("needs"), current == "buying", waits)
    yield from _tabs_of_prices(desk, current)
    if is_of(desk, GOODS_DESKS):
        yield Tab(_("Goods"), desk.url("goods-files"), current == "goods-files")
    if is_of(desk, PEOPLE_DESKS):
        yield Tab(_("Our entities"), desk.url("sellers"), current == "sellers")
        yield Tab(_("Staff"), desk.url("people"), current == "people")

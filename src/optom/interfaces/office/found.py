"""The one search of the office: what every desk finds, and its pages by what people call them."""

from collections.abc import Callable, Sequence

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from optom.interfaces.kit.finding import Finder, Place, found, places

from . import clients, orders, papers, payments, people, shipments
from .context import Desk
from .frame import CLIENT_DESKS, GOODS_DESKS, PEOPLE_DESKS, WAREHOUSE_DESKS, is_of
from .policy import READERS


def _of(desks: tuple[str, ...]) -> Callable[[Desk], bool]:
    return lambda desk: is_of(desk, desks)


def _page(name: str, title: Promise, words: Promise, may: Callable[[Desk], bool]) -> Place[Desk]:
    return Place(title, lambda desk: desk.url(name), words, may)


def _may_take_money(desk: Desk) -> bool:
    return desk.may("register_payment")


_PAGES = places(
    _page("picking", gettext_lazy("To pick"), gettext_lazy("pick, warehouse"), _of(WAREHOUSE_DESKS)),
    _page("shipments", gettext_lazy("Shipments"), gettext_lazy("shipment, delivery"), _of(WAREHOUSE_DESKS)),
    _page("discrepancies", gettext_lazy("Discrepancies"), gettext_lazy("shortage, damage"), _of(WAREHOUSE_DESKS)),
    _page(
        "warehouses", gettext_lazy("Hours of the warehouses"), gettext_lazy("warehouses, cut-off"), _of(WAREHOUSE_DESKS)
    ),
    _page("clients", gettext_lazy("Clients"), gettext_lazy("debt, limit, overdue, contracts"), _of(CLIENT_DESKS)),
    _page("payments", gettext_lazy("Payments"), gettext_lazy("money, bank"), _may_take_money),
    _page("new-payment", gettext_lazy("Register a payment"), gettext_lazy("payment"), _may_take_money),
    _page("goods-files", gettext_lazy("Pictures and papers of goods"), gettext_lazy("certificates"), _of(GOODS_DESKS)),
    _page("policy", gettext_lazy("Policy of prices"), gettext_lazy("rules, formulas, mark-up"), _of(READERS)),
    _page("people", gettext_lazy("Staff"), gettext_lazy("people, desks"), _of(PEOPLE_DESKS)),
    _page("employ", gettext_lazy("New colleague"), gettext_lazy("employ, invite"), _of(PEOPLE_DESKS)),
)

FINDERS: Sequence[Finder[Desk]] = [
    clients.FINDER,
    orders.FINDER,
    papers.FINDER,
    shipments.FINDER,
    payments.FINDER,
    clients.PEOPLE,
    people.FINDER,
    Finder("pages", gettext_lazy("Pages"), _PAGES),
]


def find(desk: Desk) -> JsonResponse:
    """What is found by what is being typed."""
    return found(desk, FINDERS, desk.request.GET)

"""The one search of the portal: what every room finds, and the pages by what people call them."""

from collections.abc import Callable, Sequence

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from optom.interfaces.kit.finding import Finder, Place, found, places

from . import catalog, drafts, money, orders, papers, quotes, shipments
from .context import Desk


def _may(act: str) -> Callable[[Desk], bool]:
    return lambda desk: desk.may(act)


def _page(name: str, title: Promise, words: Promise, act: str = "see") -> Place[Desk]:
    return Place(title, lambda desk: desk.url(name), words, _may(act))


_PAGES = places(
    _page("catalog", gettext_lazy("Catalog"), gettext_lazy("goods, price list, stock, prices")),
    _page("quotes", gettext_lazy("Quotes"), gettext_lazy("quote, offer, promise of prices")),
    _page("orders", gettext_lazy("Orders"), gettext_lazy("order, history")),
    _page("reserves", gettext_lazy("Reserves"), gettext_lazy("reserve, held goods, waiting")),
    _page("approvals", gettext_lazy("Approvals"), gettext_lazy("approve, requests")),
    _page("shipments", gettext_lazy("Shipments"), gettext_lazy("shipment, delivery, discrepancies")),
    _page("ask-shipment", gettext_lazy("Request a shipment"), gettext_lazy("ship, send, pick-up"), "ship"),
    _page("papers", gettext_lazy("Papers"), gettext_lazy("documents, invoices, delivery notes, archive"), "papers"),
    _page("links", gettext_lazy("Links for the accountant"), gettext_lazy("accountant, link"), "papers"),
    _page("advance", gettext_lazy("Advance invoice"), gettext_lazy("advance, prepayment, invoice"), "papers"),
    _page("money", gettext_lazy("Money"), gettext_lazy("debt, limit, overdue, balance, schedule"), "money"),
    _page("statement", gettext_lazy("Statement"), gettext_lazy("settlements, reconciliation, payments"), "money"),
    _page("open-items", gettext_lazy("Outstanding, by due date"), gettext_lazy("unpaid, to pay"), "money"),
    _page("company", gettext_lazy("Company"), gettext_lazy("requisites, people, addresses, colleagues, terms")),
    _page("centres", gettext_lazy("Cost centres"), gettext_lazy("budget, cost centre")),
    _page("journal", gettext_lazy("Journal"), gettext_lazy("who did what, log"), "administer"),
)

FINDERS: Sequence[Finder[Desk]] = [
    catalog.FINDER,
    orders.FINDER,
    drafts.FINDER,
    quotes.FINDER,
    shipments.FINDER,
    papers.FINDER,
    money.FINDER,
    Finder("pages", gettext_lazy("Pages"), _PAGES),
]


def find(desk: Desk) -> JsonResponse:
    """What is found by what is being typed."""
    return found(desk, FINDERS, desk.request.GET)

"""The addresses of the portal: all but the first begin with the contract, so a link means the same to everybody."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from optom.interfaces.kit.sheets import Sheet, urls_of

from . import (
    catalog,
    checkout,
    company,
    drafts,
    home,
    money,
    order_form,
    orders,
    pad,
    papers,
    people,
    reserves,
    shipments,
)
from .context import Desk, buyer

app_name = "portal"
_IN = "c/<int:contract>/"
View = Callable[[Desk], HttpResponse]


def _page(address: str, view: View, name: str) -> URLPattern:
    return path(f"{_IN}{address}", buyer(view), name=name)


def _sheet(sheet: Sheet[Desk], address: str, view: View, name: str) -> list[URLPattern]:
    """The page of a sheet and the addresses beside it."""
    return [_page(address, view, name), *urls_of(sheet, buyer, f"{_IN}{address}", name)]


urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    *_sheet(catalog.SHEET, "catalog/", catalog.page, "catalog"),
    _page("catalog/order-form.xlsx", order_form.download, "order-form"),
    _page("drafts/new/", drafts.open_new, "new-draft"),
    *_sheet(drafts.SHEET, "drafts/<int:draft>/", drafts.show, "draft"),
    _page("drafts/<int:draft>/pastes/<int:paste>/undo/", pad.unpaste, "unpaste"),
    _page("drafts/<int:draft>/rows/<int:row>/", pad.answer, "answer-row"),
    _page("drafts/<int:draft>/change/", drafts.change, "change-draft"),
    _page("drafts/<int:draft>/close/", drafts.close, "close-draft"),
    _page("drafts/<int:draft>/checkout/", checkout.show, "checkout"),
    _page("drafts/<int:draft>/place/", checkout.place, "place"),
    _page("drafts/<int:draft>/split/", checkout.split, "split-draft"),
    *_sheet(orders.SHEET, "orders/", orders.page, "orders"),
    *_sheet(orders.LINES, "orders/<int:order>/", orders.show, "order"),
    _page("orders/<int:order>/invoice/", orders.invoice, "invoice-order"),
    *_sheet(reserves.SHEET, "reserves/", reserves.page, "reserves"),
    *_sheet(shipments.SHEET, "shipments/", shipments.listing, "shipments"),
    _page("shipments/ask/", shipments.ask, "ask-shipment"),
    _page("shipments/<int:shipment>/", shipments.show, "shipment"),
    _page("shipments/<int:shipment>/cancel/", shipments.cancel, "cancel-shipment"),
    *_sheet(papers.SHEET, "papers/", papers.listing, "papers"),
    _page("papers/advance/", papers.advance, "advance"),
    _page("papers/<int:paper>/", papers.pdf, "paper"),
    _page("money/", money.overview, "money"),
    *_sheet(money.SHEET, "money/statement/", money.statement, "statement"),
    *_sheet(money.OPEN, "money/open/", money.open_items, "open-items"),
    _page("company/", company.show, "company"),
    _page("company/addresses/new/", company.add_address, "new-address"),
    _page("company/addresses/<int:address>/retire/", company.retire_address, "retire-address"),
    _page("company/people/new/", people.add, "new-person"),
    _page("company/people/<int:person>/role/", people.change_role, "change-role"),
    _page("company/people/<int:person>/remove/", people.remove, "remove-person"),
    _page("company/people/<int:person>/letter/", people.write_again, "write-again"),
]

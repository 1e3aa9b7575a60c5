"""The addresses of the portal: all but the first begin with the contract, so a link means the same to everybody."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponseBase
from django.urls import URLPattern, path

from optom.interfaces.kit.sheets import Sheet, urls_of

from . import (
    approvals,
    asking,
    catalog,
    centres,
    certificates,
    checkout,
    company,
    contract_papers,
    directing,
    drafts,
    found,
    frame,
    goods_papers,
    home,
    journal,
    left_out,
    letters,
    linked,
    links,
    money,
    order_form,
    orders,
    pad,
    papers,
    penalties,
    people,
    picking,
    pouring,
    quotes,
    reconciliation,
    reports,
    reserves,
    shipment_papers,
    shipments,
)
from .context import Desk, buyer

app_name = "portal"
_IN = "c/<int:contract>/"
View = Callable[[Desk], HttpResponseBase]


def _page(address: str, view: View, name: str, *acts: str) -> URLPattern:
    return path(f"{_IN}{address}", buyer(view, acts=acts or ("see",)), name=name)


def _sheet(sheet: Sheet[Desk], address: str, view: View, name: str, act: str = "see") -> list[URLPattern]:
    """The page of a sheet and the addresses beside it, for whom may ``act``."""
    guard = partial(buyer, acts=(act,))
    return [_page(address, view, name, act), *urls_of(sheet, guard, f"{_IN}{address}", name)]


def _papers(address: str, name: str) -> list[URLPattern]:
    """A list of papers and the zip of what it shows."""
    return [
        *_sheet(papers.SHEET, address, papers.listing, name, "papers"),
        _page(f"{address}<int:paper>/", papers.pdf, "paper" if name == "papers" else f"{name}-paper", "papers"),
        _page(f"{address}zip/", papers.gather, f"{name}-zip", "papers"),
        _page(f"{address}zip/papers.zip", papers.zip_file, f"{name}-zip-file", "papers"),
        _page(f"{address}zip/<str:ticket>/", papers.zip_progress, f"{name}-zip-progress", "papers"),
    ]


urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("papers/<str:secret>/", linked.by_link(linked.show), name="linked"),
    path("papers/<str:secret>/papers.zip", linked.by_link(linked.zip_file), name="linked-zip"),
    path(
        "papers/<str:secret>/zip/<str:ticket>/",
        linked.by_link(linked.zip_progress, is_counted=False),
        name="linked-progress",
    ),
    path("papers/<str:secret>/<int:paper>/", linked.by_link(linked.paper), name="linked-paper"),
    path("papers/<str:secret>/<int:paper>/as/<slug:shape>/", linked.by_link(linked.as_file), name="linked-file"),
    path(
        "papers/<str:secret>/<int:paper>/certificates.zip",
        linked.by_link(linked.certificates_zip),
        name="linked-certificates",
    ),
    path(
        "papers/<str:secret>/certificates/<int:papers>/<str:ticket>/",
        linked.by_link(linked.zip_progress, is_counted=False),
        name="linked-certificates-progress",
    ),
    path("letters/<str:token>/stop/", letters.stop, name="stop-letters"),
    _page("find/", found.find, "find"),
    _page("at/<slug:place>/", frame.arrive, "arrive"),
    *_sheet(catalog.SHEET, "catalog/", catalog.page, "catalog"),
    _page("catalog/<int:product>/pick/", picking.add, "pick"),
    _page("catalog/<int:product>/pictures/<str:digest>.webp", goods_papers.picture, "picture"),
    _page("catalog/<int:product>/papers/<str:digest>.pdf", goods_papers.paper, "goods-paper"),
    _page("catalog/order-form.xlsx", order_form.download, "order-form"),
    _page("drafts/new/", drafts.open_new, "new-draft", "draft"),
    *_sheet(drafts.SHEET, "drafts/<int:draft>/", drafts.show, "draft", "draft"),
    *_sheet(left_out.SHEET, "drafts/<int:draft>/left-out/", left_out.show, "left-out", "draft"),
    _page("drafts/<int:draft>/pastes/<int:paste>/undo/", pad.unpaste, "unpaste", "draft"),
    _page("drafts/<int:draft>/answers/<str:answer>/undo/", pad.unanswer, "unanswer", "draft"),
    _page("drafts/<int:draft>/poured/<int:poured>/<str:pouring>/undo/", pouring.undo, "unpour", "draft"),
    _page("drafts/<int:draft>/usual/", drafts.fill_usual, "fill-usual", "draft"),
    _page("catalog/into/", picking.choose, "pick-into", "draft"),
    _page("drafts/<int:draft>/rows/<int:row>/", pad.answer, "answer-row", "draft"),
    _page("drafts/<int:draft>/change/", drafts.change, "change-draft", "draft"),
    _page("drafts/<int:draft>/close/", drafts.close, "close-draft", "draft"),
    _page("drafts/<int:draft>/checkout/", checkout.show, "checkout", "draft"),
    _page("drafts/<int:draft>/place/", checkout.place, "place", "draft"),
    _page("drafts/<int:draft>/split/", checkout.split, "split-draft", "draft"),
    *_sheet(approvals.SHEET, "approvals/", approvals.listing, "approvals"),
    _page("approvals/<int:approval>/", approvals.show, "approval"),
    _page("approvals/<int:approval>/approve/", approvals.approve, "approve", "approve"),
    _page("approvals/<int:approval>/decline/", approvals.decline, "decline", "approve"),
    _page("approvals/<int:approval>/withdraw/", approvals.withdraw, "withdraw"),
    *_sheet(orders.SHEET, "orders/", orders.page, "orders"),
    *_sheet(orders.LINES, "orders/<int:order>/", orders.show, "order"),
    _page("certificates/<int:papers>/<str:ticket>/", certificates.progress, "certificates-progress"),
    _page("orders/<int:order>/certificates.zip", certificates.order_zip, "order-certificates"),
    _page("orders/<int:order>/invoice/", orders.invoice, "invoice-order", "papers"),
    *_sheet(quotes.SHEET, "quotes/", quotes.page, "quotes"),
    *_sheet(quotes.LINES, "quotes/<int:quote>/", quotes.show, "quote"),
    _page("quotes/<int:quote>/quote.pdf", quotes.pdf, "quote-pdf"),
    _page("quotes/<int:quote>/as/<slug:shape>/", quotes.as_file, "quote-file"),
    *_sheet(reserves.SHEET, "reserves/", reserves.page, "reserves"),
    _page("reserves/warnings/", reserves.warnings, "warnings"),
    *_sheet(shipments.SHEET, "shipments/", shipments.listing, "shipments"),
    _page("shipments/ask/", asking.ask, "ask-shipment", "ship"),
    _page("shipments/<int:shipment>/", shipments.show, "shipment"),
    _page("shipments/<int:shipment>/certificates.zip", certificates.shipment_zip, "shipment-certificates"),
    _page("shipments/<int:shipment>/invoice/", shipment_papers.invoice, "invoice-shipment", "papers"),
    _page("shipments/<int:shipment>/torg12/", shipment_papers.torg12, "torg12", "papers"),
    _page("shipments/<int:shipment>/attorney/", shipment_papers.authorise, "attorney", "papers", "ship"),
    _page("shipments/<int:shipment>/taker/", shipments.name_taker, "name-taker", "ship"),
    _page("shipments/<int:shipment>/accept/", shipments.accept, "accept-shipment", "ship"),
    _page("shipments/<int:shipment>/files/", shipments.attach, "attach-to-claim", "ship"),
    _page("shipments/<int:shipment>/files/<int:file>/", shipments.claim_picture, "claim-file"),
    _page("shipments/<int:shipment>/title/", shipments.take_title, "take-title", "papers", "ship"),
    _page("shipments/<int:shipment>/cancel/", shipments.cancel, "cancel-shipment", "ship"),
    *_papers("papers/", "papers"),
    _page("papers/<int:paper>/xml/", papers.xml, "paper-xml", "papers"),
    _page("papers/<int:paper>/as/<slug:shape>/", papers.as_file, "paper-file", "papers"),
    *_papers("orders/<int:order>/papers/", "order-papers"),
    _page("papers/<int:paper>/signed/", contract_papers.signed, "signed-copies", "papers"),
    _page("papers/<int:paper>/signed/<int:copy>/", contract_papers.signed_copy, "signed-copy", "papers"),
    _page("orders/<int:order>/specification/", contract_papers.of_order, "specify-order", "papers"),
    _page("drafts/<int:draft>/specification/", contract_papers.of_draft, "specify-draft", "papers"),
    _page("company/contract/", contract_papers.contract, "print-contract", "papers"),
    *_sheet(links.SHEET, "papers/links/", links.listing, "links", "papers"),
    _page("papers/links/make/", links.make, "make-link", "papers"),
    _page("papers/links/of/<str:span>/", links.choose_span, "links-of", "papers"),
    _page("papers/letters/", letters.choose, "letters", "papers"),
    _page("papers/advance/", papers.advance, "advance", "papers"),
    _page("money/", money.overview, "money", "money"),
    *_sheet(money.SHEET, "money/statement/", money.statement, "statement", "money"),
    *_sheet(money.OPEN, "money/open/", money.open_items, "open-items", "money"),
    _page("money/directions/<int:direction>/withdraw/", directing.withdraw, "withdraw-direction", "money"),
    _page("money/reconciliation/", reconciliation.overview, "reconciliation", "money"),
    _page("money/reconciliation/act/", reconciliation.issue, "issue-act", "money"),
    _page("money/reconciliation/bring/", reconciliation.bring, "bring-ledger", "money"),
    _page("money/reconciliation/agree/", reconciliation.agree, "agree-balance", "money"),
    *_sheet(reconciliation.SHEET, "money/reconciliation/<int:comparison>/", reconciliation.show, "comparison", "money"),
    *_sheet(reports.AGING, "money/aging/<str:on>/", reports.aging, "aging", "money"),
    *_sheet(penalties.SHEET, "money/penalties/<str:on>/", penalties.listing, "penalties", "money"),
    *_sheet(reports.DUE, "money/due/", reports.due, "due", "money"),
    *_sheet(reports.TURNOVER, "money/turnover/<str:since>/<str:until>/", reports.turnover, "turnover", "money"),
    _page("company/", company.show, "company"),
    _page("company/addresses/new/", company.add_address, "new-address"),
    _page("company/addresses/<int:address>/retire/", company.retire_address, "retire-address"),
    _page("company/papers/", company.choose_papers, "choose-papers", "administer"),
    _page("company/approval-rule/", company.set_approval, "approval-rule", "administer"),
    *_sheet(centres.SHEET, "company/centres/", centres.listing, "centres"),
    _page("company/centres/new/", centres.add, "new-centre", "administer"),
    *_sheet(journal.SHEET, "company/journal/", journal.page, "journal", "administer"),
    _page("company/people/<int:person>/", people.show, "person", "people"),
    _page("company/people/<int:person>/seat/", people.change, "seat", "people"),
    _page("company/people/new/", people.add, "new-person", "people"),
    _page("company/people/<int:person>/role/", people.change_role, "change-role"),
    _page("company/people/<int:person>/remove/", people.remove, "remove-person"),
    _page("company/people/<int:person>/letter/", people.write_again, "write-again"),
]

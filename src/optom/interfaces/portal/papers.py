"""Papers that were issued: the company's list, one as PDF, many as a zip."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.billing.rules import LONGEST_PURPOSE
from optom.domain.companies import queries as companies
from optom.domain.companies import rules
from optom.domain.credit.rules import ROUBLE
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.interfaces.kit import formats, paper_files
from optom.interfaces.kit import papers as files
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import in_field, key_of, money, new_key, whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.periods import periods
from optom.interfaces.kit.progress import Progress
from optom.interfaces.kit.sheets import MOST_PICKED, Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.sheets.asking import asked_of
from optom.interfaces.kit.titles import title_of_paper
from optom.interfaces.kit.why import Told, why_paper
from optom.interfaces.kit.words import choices, named
from optom.interfaces.kit.xml_papers import xml_answer
from optom.interfaces.kit.zips import zip_of

from . import about, orders, seeking
from .context import Desk
from .directing import DIRECT_TO_INVOICES
from .frame import page, sheet_page
from .why import NOTHING, question


def _title(row: issued.IssuedRow) -> str:
    title = title_of_paper(row.title, kind=row.kind, number=row.number, on=business_day(row.issued_at))
    if row.replaced_by is None:
        return title
    return _("Replaced: %(title)s") % {"title": title}


def _currency(row: issued.IssuedRow) -> str:
    """Of the sum; a paper without one has none."""
    return "" if row.sum is None else row.currency or ""


COLUMNS = (
    Column("title", gettext_lazy("Document"), width=330, value=_title, link="{key}/", is_frozen=True, grows=True,
           tone="strong", on_phone=True),
    Column("kind", gettext_lazy("Kind of paper"), Kind.CHOICE, width=110, choices=choices("paper_kind")),
    Column("number", gettext_lazy("Number"), width=80, has_why=True),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=136, on_phone=True),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True, has_why=True),
    Column("vat", gettext_lazy("VAT"), Kind.MONEY, width=104),
    Column("currency", gettext_lazy("Currency"), width=76, tone="dim", value=_currency, on_phone=True),
    Column("orders", gettext_lazy("Orders"), width=90),
    Column("shipment", gettext_lazy("Shipment"), Kind.INTEGER, width=84),
    Column("contract_number", gettext_lazy("Contract"), width=100),
    Column("outcome", gettext_lazy("Buyer's title"), Kind.CHOICE, width=150, choices=choices("outcome")),
    Column("kilobytes", gettext_lazy("PDF, KB"), Kind.INTEGER, width=72, tone="dim"),
)  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    """The currency is told where any contract of the company is not in roubles."""
    is_usual = {contract.currency for contract in _contracts(desk)} <= {ROUBLE}
    return [replace(column, is_hidden=is_usual) if column.name == "currency" else column for column in COLUMNS]


def _contracts(desk: Desk) -> list[companies.ContractRow]:
    """The contracts of the company that he may see, the present one first."""
    own = companies.contracts_of_company(desk.contract.company)
    return sorted(own, key=lambda one: one.id != desk.contract.id)


def _choices_of_contracts(desk: Desk) -> Mapping[str, str]:
    """Nothing to choose where there is one."""
    own = _contracts(desk)
    return {str(one.id): f"{one.number}, {one.seller_name}" for one in own} if len(own) > 1 else {}


def _issued(desk: Desk) -> Listed:
    """The papers of the company; those of one order where the address names it."""
    order = orders.order_of(desk).id if "order" in desk.given else None
    return issued.issued(company=desk.contract.company, order=order)


def _panel(desk: Desk, key: str) -> Panel | None:
    """What the paper is, and by what its file is known to be the one that was issued."""
    found = _issued(desk).one(whole(key))
    if found is None:
        return None
    facts = {
        "paper": found,
        "kind": named("paper_kind", found.kind),
        "signed": len(documents.signed_copies(found.id)),
        "files": paper_files.files_of([(found.id, found.kind)])[found.id],
        "contract": found.contract or desk.contract.id,
        "orders": [int(one) for one in (found.orders or "").split(", ") if one],
    }
    return Panel(_title(found), "portal/panels/paper.html", facts)


def _gather_chosen(desk: Desk, picked: Picked) -> Done:
    """Go to the page where the chosen papers are taken."""
    return Done(location=f"{_beside(desk, 'zip')}?{urlencode({'chosen': '.'.join(picked.keys)})}")


def _beside(desk: Desk, way: str, **given: Any) -> str:
    """An address beside the list from which one came: the company's, or an order's."""
    if "order" in desk.given:
        return desk.url(f"order-papers-{way}", order=desk.given["order"], **given)
    return desk.url(f"papers-{way}", **given)


def _why(desk: Desk, key: str, _column: str) -> Told:
    """Of what the paper is made, under whichever contract of the company."""
    found = _issued(desk).one(whole(key))
    own = next((one for one in _contracts(desk) if found and one.id == found.contract), None)
    return why_paper(replace(question(desk), contract=own), whole(key)) if own else NOTHING


SHEET: Sheet[Desk] = Sheet(
    name="papers",
    title=gettext_lazy("Papers"),
    columns=_columns,
    listed=_issued,
    empty=gettext_lazy("No paper is issued yet: an invoice is issued from an order, or here as an advance."),
    facets=[
        Facet("kind", gettext_lazy("Kind of paper"), options=choices("paper_kind")),
        Facet("contract", gettext_lazy("Contract"), options=_choices_of_contracts),
    ],
    panel=_panel,
    why=_why,
    tones=lambda row: {} if row.replaced_by is None else {"title": "dim", "kind": "dim"},
    acts=[Act("zip", gettext_lazy("Download as a zip…"), _gather_chosen), DIRECT_TO_INVOICES],
)


def listing(desk: Desk) -> HttpResponse:
    """All papers of the company; the tab opens those of the contract."""
    context = {"may_pay": rules.may_pay(desk.rights), "periods": periods(desk), "zip_url": _beside(desk, "zip")}
    if "order" in desk.given:
        context["title"] = _("Papers of order %(id)s") % {"id": orders.order_of(desk).id}
    return sheet_page(desk, SHEET, "papers", template="portal/papers.html", **context)


def pdf(desk: Desk) -> HttpResponse:
    """The paper as it was issued."""
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    if found.company_id != desk.contract.company:
        raise Http404
    return files.file_of(found, archive.draw(found.id), is_download="download" in desk.request.GET)


def xml(desk: Desk) -> HttpResponse:
    """The paper as a file for programs."""
    found = issued.issued(company=desk.contract.company).one(desk.given["paper"])
    if found is None:
        raise Http404
    return xml_answer(found.id, found.kind)


def as_file(desk: Desk) -> HttpResponse:
    """The paper in another shape that its kind has: a workbook, a file of other programs."""
    found = issued.issued(company=desk.contract.company).one(desk.given["paper"])
    if found is None:
        raise Http404
    return paper_files.answer(found.id, found.kind, desk.given["shape"])


def gather(desk: Desk) -> HttpResponse:
    """Many papers as a zip: how many they are, and how far it is."""
    keys = _keys(desk)
    asked = desk.request.GET.copy()
    progress = Progress.begun(desk.actor, len(keys))
    asked["ticket"] = progress.ticket
    context = {
        "papers": len(keys),
        "most": files.MOST_PAPERS,
        "zip_url": f"{_beside(desk, 'zip-file')}?{asked.urlencode()}",
        "progress_url": _beside(desk, "zip-progress", ticket=progress.ticket),
        "back_url": desk.url("papers"),
        "progress": progress,
    }
    return page(desk, "portal/gather.html", "papers", title=_("Papers as a zip"), **context)


def zip_file(desk: Desk) -> HttpResponseBase:
    """The zip itself, written while it is sent."""
    keys = _keys(desk)
    files.require_some(len(keys))
    progress = Progress.known(desk.actor, desk.request.GET.get("ticket", ""), len(keys))
    pieces = files.zipped(
        _issued(desk), keys, draw=archive.draw, is_whole="whole" in desk.request.GET, told=progress.tell
    )
    words = {"company": desk.contract.company_name, "day": business_day(desk.at).isoformat()}
    return zip_of(_("Papers of %(company)s, %(day)s.zip") % words, pieces)


def zip_progress(desk: Desk) -> HttpResponse:
    """How many of the papers are in the zip; what is answered asks again in a second, until all are."""
    return render(desk.request, "kit/progress.html", {"progress": Progress.known(desk.actor, desk.given["ticket"])})


def _keys(desk: Desk) -> Sequence[int]:
    """The chosen papers, or all that the filters leave, in the order seen; only those of the company."""
    if chosen := desk.request.GET.get("chosen", ""):
        wanted = [whole(one) for one in chosen.split(".")][:MOST_PICKED]
        return [row.id for row in _issued(desk).keyed(wanted)]
    return _issued(desk).keys(replace(asked_of(SHEET, desk), start=0, count=None))


def advance(desk: Desk) -> HttpResponse:
    """An invoice for an advance of any sum."""
    if desk.request.method != "POST":
        context = {"key": new_key(), "amount": desk.request.GET.get("amount", "")[:20], "longest": LONGEST_PURPOSE}
        return page(desk, "portal/advance.html", "papers", title=_("Advance invoice"), **context)
    amount = in_field("amount", money, desk.request.POST.get("amount", ""))
    made = billing.issue_invoice(
        contract=desk.contract.id,
        amount=amount,
        purpose=desk.request.POST.get("purpose", ""),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    return done(desk.request, desk.url("papers"), _("Issued:"), about=about.invoice(desk, made))


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    """Of which companies he may see papers, the database knows."""
    contracts = seeking.contracts_of(desk)
    own = {one.company: one.id for one in reversed(contracts.values())} | {desk.company: desk.contract.id}
    for row in issued.found_papers(companies=list(own), sought=asked, most=MOST + 1):
        contract = row.contract or own[row.company]
        total = "" if row.sum is None else formats.with_currency(row.sum, row.currency or "")
        text = seeking.told(desk, contract, formats.day(timezone.localtime(row.issued_at)), total)
        url = seeking.address(contract, "paper", paper=row.id)
        yield Hit(f"{named('paper_kind', row.kind)} {row.number}", url, text)


FINDER: Finder[Desk] = Finder(
    "papers",
    gettext_lazy("Papers"),
    _hits,
    may=lambda desk: desk.may("papers"),
    rest=lambda desk, asked: f"{desk.url('papers')}?{urlencode({'q': asked.number})}",
)

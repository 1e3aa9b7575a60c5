"""What a dealer gives his own clients: his letterhead and mark-up, quotes and price lists at his prices (ADR 0058)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.base.formula import Formula
from optom.base.printed_numbers import printed_price
from optom.base.refusal import Refusal
from optom.base.russian_dates import in_words
from optom.domain.assortment import queries as assortment
from optom.domain.companies import rules as rights
from optom.domain.orders.rules import at_price
from optom.domain.quotes import actions
from optom.domain.quotes import queries as quotes
from optom.domain.quotes.queries import Goods, LetterheadRow, PricedText, PriceListPayload
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.quote_files import workbook
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet, cells
from optom.interfaces.kit.sheets import workbook as workbooks
from optom.interfaces.kit.sheets.asking import asked_of
from optom.interfaces.kit.sheets.exporting import XLSX
from optom.interfaces.kit.sheets.views import file_of
from optom.interfaces.kit.sheets.workbook import Field, Frame
from optom.interfaces.kit.words import choices, named, worded
from optom.interfaces.kit.xml_papers import file_answer

from . import catalog, quote_links
from .context import Desk
from .frame import page, sheet_page

MOST_ROWS, MOST_PRINTED = 100_000, 2_000
_AT_ONCE = 1_000
_TRIED = 5
_ONE = Decimal(1)

_COLUMNS = [
    Column("serial", gettext_lazy("No."), Kind.INTEGER, width=70, link="{key}/", is_frozen=True, tone="strong",
           on_phone=True),
    Column("recipient", gettext_lazy("For whom"), width=220, grows=True, on_phone=True),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=136),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=100, choices=choices("quote_state"), on_phone=True),
    Column("total", gettext_lazy("For the client"), Kind.MONEY, width=122, on_phone=True),
    Column("quote_total", gettext_lazy("For us"), Kind.MONEY, width=122),
    Column("margin", gettext_lazy("Margin"), Kind.MONEY, width=110, is_sortable=False),
    Column("quote_number", gettext_lazy("Of quote"), width=90),
    Column("asked_by", gettext_lazy("Asks to accept"), width=150, on_phone=True),
    Column("asked_at", gettext_lazy("Asked"), Kind.MOMENT, width=136),
]  # fmt: skip


SHEET: Sheet[Desk] = Sheet(
    name="client-quotes",
    title=gettext_lazy("Quotes for my clients"),
    columns=_COLUMNS,
    listed=lambda desk: quotes.client_quotes(contract=desk.contract.id, at=desk.at),
    empty=gettext_lazy("None yet: open a quote and name the client it is for."),
    facets=[Facet("state", gettext_lazy("State"), options=choices("quote_state"))],
    tones=lambda row: {"state": {"open": "good", "expired": "warn"}.get(row.state, "dim")},
)


def listing(desk: Desk) -> HttpResponse:
    """What was made for clients under the contract."""
    return sheet_page(desk, SHEET, "quotes", template="portal/client_quotes.html")


def issue(desk: Desk) -> HttpResponse:
    """A quote to a client, out of one of ours."""
    _require_post(desk)
    made = actions.issue_client_quote(
        contract=desk.contract.id,
        quote=desk.given["quote"],
        recipient=desk.request.POST.get("recipient", ""),
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    return done(desk.request, desk.url("client-quote", client_quote=made), _("The quote for the client is made"))


def show(desk: Desk) -> HttpResponse:
    """One of them: what the client is told, beside what we pay."""
    found = _own(desk)
    ours: list[quotes.LineRow] = quotes.lines_of(found.quote).all()
    told = quotes.source(contract=desk.contract.id, client_quote=found.id).payload["facts"]["lines"]
    rows = [(line, Decimal(said["sum"])) for line, said in zip(ours, told, strict=True)]
    context = {
        "title": _("Quote %(number)s for %(client)s") % {"number": found.serial, "client": found.recipient},
        "row": found,
        "state": named("quote_state", found.state),
        "lines": [(line, total / line.quantity, total, total - line.sum) for line, total in rows],
        **quote_links.of_quote(desk, found.quote, found.id),
    }
    return page(desk, "portal/client_quote.html", "quotes", **context)


def _own(desk: Desk) -> quotes.ClientQuoteRow:
    return quotes.client_quote(contract=desk.contract.id, client_quote=desk.given["client_quote"], at=desk.at)


def pdf(desk: Desk) -> HttpResponse:
    """As the client is given it."""
    found = quotes.source(contract=desk.contract.id, client_quote=_own(desk).id)
    content = quotes.drawn(found.payload, found.logo, found.issued_at)
    return _file(content, f"{found.payload['heading'].replace('/', '-')}.pdf", "application/pdf")


def xlsx(desk: Desk) -> HttpResponse:
    """The same in Excel."""
    found = quotes.source(contract=desk.contract.id, client_quote=_own(desk).id)
    return file_answer(workbook(found.payload, found.issued_at), XLSX)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline"}  # noqa: FBT003 -- Django's
    return HttpResponse(content, content_type=kind, headers=headers)


def letterhead(desk: Desk) -> HttpResponse:
    """The company's mark-up, name, requisites and logo, as its clients see them."""
    if desk.request.method == "POST":
        actions.keep_letterhead(contract=desk.contract.id, look=_look(desk), actor=desk.actor, at=desk.at)
        return done(desk.request, desk.url("letterhead"), _("Saved"))
    look = _known(desk)
    context = {"title": _("My letterhead and mark-up"), "look": look, "rows": _tried(desk, look.formula)}
    return page(desk, "portal/letterhead.html", "quotes", **context)


def _known(desk: Desk) -> LetterheadRow:
    return quotes.letterhead(desk.company) or quotes.first_letterhead(desk.company)


def _look(desk: Desk) -> actions.Look:
    given, file = desk.request.POST, desk.request.FILES.get("logo")
    return actions.Look(
        formula=given.get("formula", ""),
        name=given.get("name", ""),
        details=given.get("details", ""),
        note=given.get("note", ""),
        has_vat="has_vat" in given,
        logo=file.read() if file else b"" if "no_logo" in given else None,
    )


def logo(desk: Desk) -> HttpResponse:
    """The picture as it is printed."""
    content = quotes.logo(desk.company, _known(desk).logo)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "no-store, private"})


def try_out(desk: Desk) -> HttpResponse:
    """What the formula that is being typed makes of some goods, or what in it does not fit. A fragment."""
    _require_post(desk)
    try:
        context: dict[str, Any] = {"rows": _tried(desk, desk.request.POST.get("formula", ""))}
    except Refusal as refusal:
        context = {"refusals": worded(refusal)}
    return render(desk.request, "portal/acts/tried.html", {"desk": desk, **context})


def _tried(desk: Desk, formula: str) -> list[tuple[Goods, Decimal | None]]:
    read = quotes.mark_up(formula)
    rows = assortment.window(contract=desk.contract.id, at=desk.at, count=_TRIED).rows
    return [(goods, quotes.client_price(read, goods)) for goods in _with_vat(desk, rows)]


@dataclass(frozen=True, slots=True)
class _Priced:
    """A row of a price list."""

    goods: Goods
    price: Decimal


def price_list(desk: Desk) -> HttpResponseBase:
    """What the catalog shows under its filters, at the company's own prices for its clients, as a workbook.

    Refuses `quotes.no_letterhead`, `orders.form_too_long`.
    """
    look = _require_look(desk)
    fields = [
        Field(_("Article"), cells.TEXT, 18, lambda row: row.goods.article),
        Field(_("Brand"), cells.TEXT, 14, lambda row: row.goods.brand),
        Field(_("Name"), cells.TEXT, 56, lambda row: row.goods.name),
        Field(_("Unit"), cells.TEXT, 6, lambda row: row.goods.unit),
        Field(_("Price"), cells.PRICE, 12, lambda row: row.price),
    ]
    rows = _price_rows(desk, look, most=MOST_ROWS)
    frame = Frame(f"{look.name}. {_heading(desk)}", frozen=1)
    return file_of(desk, workbooks.written(_("Price list"), fields, rows, frame), XLSX, f"{_name(desk)}.xlsx")


def printed_price_list(desk: Desk) -> HttpResponse:
    """The same on paper, of at most so many rows as anybody reads there."""
    look = _require_look(desk)
    language = paper_language()
    rows = [
        PricedText(
            article=row.goods.article,
            brand=row.goods.brand,
            name=row.goods.name,
            unit=row.goods.unit,
            price=printed_price(row.price, language),
        )
        for row in _price_rows(desk, look, most=MOST_PRINTED)
    ]
    payload = PriceListPayload(
        language=language,
        heading=_heading(desk),
        seller={"name": look.name, "details": look.details},
        rows=rows,
        note=look.note,
    )
    content = quotes.drawn_price_list(payload, quotes.logo(desk.company, look.logo), desk.at)
    return _file(content, f"{_name(desk)}.pdf", "application/pdf")


def _require_look(desk: Desk) -> LetterheadRow:
    found = quotes.letterhead(desk.company)
    if found is None:
        raise Refusal("quotes.no_letterhead")
    return found


def _heading(desk: Desk) -> str:
    day = in_words(business_day(desk.at), paper_language())
    return _("Price list of %(day)s") % {"day": day}


def _name(desk: Desk) -> str:
    return f"price-list-{business_day(desk.at).isoformat()}"


def _price_rows(desk: Desk, look: LetterheadRow, *, most: int) -> Iterator[_Priced]:
    """Rows without a price, by our terms or by the formula, are left out."""
    lines = catalog.all_rows(desk, asked_of(catalog.SHEET, desk), most=most)
    if lines is None:
        raise Refusal("orders.form_too_long", most=most)
    return _marked_up(desk, quotes.mark_up(look.formula), lines)


def _marked_up(desk: Desk, formula: Formula, lines: Iterable[catalog.Line]) -> Iterator[_Priced]:
    left = iter(lines)
    while block := [line.row for line in islice(left, _AT_ONCE)]:
        for goods in _with_vat(desk, block):
            price = quotes.client_price(formula, goods)
            if price is not None:
                yield _Priced(goods, price)


def _with_vat(desk: Desk, rows: Sequence[assortment.ProductRow]) -> Iterator[Goods]:
    """Of each product the least that is sold, at what a unit costs the company with VAT. One statement."""
    least = {row.id: max(row.multiple, row.minimum, _ONE) for row in rows}
    offers = {row.product: row for row in assortment.offers(contract=desk.contract.id, quantities=least, at=desk.at)}
    for row in rows:
        offer = offers.get(row.id)
        if offer is None or offer.price is None:
            continue
        unit = offer.price if offer.is_vat_included else at_price(row.id, _ONE, offer).sum
        yield Goods(row.article, row.brand, row.group, row.name, row.unit, unit, least[row.id], row.weight)


def of_quote(desk: Desk, quote: quotes.QuoteRow) -> dict[str, Any]:
    """What the page of a quote says of those that were made of it for clients."""
    if not rights.may_draft(desk.rights):
        return {}
    return {
        "client_quotes": quotes.client_quotes_of(contract=desk.contract.id, quote=quote.id, at=desk.at),
        "has_letterhead": quotes.letterhead(desk.company) is not None,
    }


def _require_post(desk: Desk) -> None:
    if desk.request.method != "POST":
        raise Http404

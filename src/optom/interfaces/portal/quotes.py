"""Quotes: prices and days promised until a moment, made by whoever picks goods; what has moved, and the order of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Listed
from optom.base.sought import Sought
from optom.domain.companies import rules
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.quotes import actions
from optom.domain.quotes import queries as quotes
from optom.domain.quotes.rules import Difference, Moved, last_day
from optom.interfaces.kit import formats, paper_files, why
from optom.interfaces.kit import papers as files
from optom.interfaces.kit.finding import Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Picked, Sheet, Status
from optom.interfaces.kit.why import Told
from optom.interfaces.kit.words import choices, named

from . import about, own_quotes, picking, quote_links, seeking, sources
from .context import Desk
from .frame import headroom_of, sheet_page
from .quoting import leading_to, title_of
from .why import NOTHING, question

_SHOWN = 50  # lines of a difference that the form names; all of them count

_COLUMNS = [
    Column("number", gettext_lazy("Quote"), width=84, link="{key}/", is_frozen=True, tone="strong", on_phone=True),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=136, on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=100, choices=choices("quote_state"), on_phone=True),
    Column("valid_until", gettext_lazy("Valid through"), Kind.DATE, width=112,
           value=lambda row: last_day(row.valid_until), on_phone=True),
    Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=64),
    Column("total", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True),
    Column("order", gettext_lazy("Order"), Kind.INTEGER, width=84),
    Column("asked_by", gettext_lazy("Asks to accept"), width=130, tone="strong", on_phone=True),
    Column("came_from_number", gettext_lazy("Instead of"), width=90),
    Column("issued_by", gettext_lazy("Who"), width=130, tone="dim"),
    Column("note", gettext_lazy("Note"), width=200, grows=True),
]  # fmt: skip


SHEET: Sheet[Desk] = Sheet(
    name="quotes",
    title=gettext_lazy("Quotes"),
    columns=_COLUMNS,
    listed=lambda desk: quotes.quotes(contract=desk.contract.id, at=desk.at),
    empty=gettext_lazy("No quotes yet: pick goods and press “Quote” in the draft."),
    facets=[Facet("state", gettext_lazy("State"), options=choices("quote_state"))],
    tones=lambda row: {"state": {"open": "good", "held": "good", "expired": "warn"}.get(row.state, "dim")},
)


def page(desk: Desk) -> HttpResponse:
    """All quotes of the contract."""
    return sheet_page(desk, SHEET, "quotes")


def _columns(desk: Desk) -> list[Column]:
    """Beside the lines of a quote that was made anew stands what the one before it said."""
    before = [
        Column("price_before", gettext_lazy("Price before"), Kind.PRICE, width=92, tone="dim"),
        Column("quantity_before", gettext_lazy("Quantity before"), Kind.QUANTITY, width=92, tone="dim"),
        Column("comes_on_before", gettext_lazy("There before"), Kind.DATE, width=104, tone="dim"),
    ]
    return [*_LINE_COLUMNS, *(before if quote_of(desk).came_from else [])]


_LINE_COLUMNS = [
    Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
    Column("brand", gettext_lazy("Brand"), width=90, on_phone=True),
    Column("name", gettext_lazy("Name"), width=190, grows=True, on_phone=True),
    Column("quantity", gettext_lazy("Quantity"), Kind.QUANTITY, width=84, on_phone=True),
    Column("unit", gettext_lazy("Unit"), width=44, tone="dim"),
    Column("price", gettext_lazy("Price"), Kind.PRICE, width=92, has_why=True, on_phone=True),
    Column("vat_percent", gettext_lazy("VAT, %"), Kind.QUANTITY, width=64),
    Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True),
    Column("when", gettext_lazy("When"), width=170, value=lambda row: sources.in_words(row.parts), has_why=True,
           is_sortable=False, on_phone=True),
    Column("comes_on", gettext_lazy("All of it there"), Kind.DATE, width=112, is_hidden=True),
]  # fmt: skip


def quote_of(desk: Desk) -> quotes.QuoteRow:
    """The quote of the address; 404 for another contract's."""
    number: int = desk.given["quote"]
    found = desk.once(f"quote-{number}", lambda: quotes.quote(contract=desk.contract.id, quote=number, at=desk.at))
    if found is None:
        raise Http404
    return found


def _lines(desk: Desk) -> Listed:
    return quotes.lines_of(quote_of(desk).id)


def _why(desk: Desk, key: str, column: str) -> Told:
    """Of what the price was made when it was promised, and from where the goods would have come then."""
    line: quotes.LineRow | None = _lines(desk).one(whole(key))
    if line is None:
        return NOTHING
    issued = quote_of(desk).issued_at
    then = replace(question(desk), at=issued, is_past=issued < desk.at, is_future=False)
    answer = why.why_goods if column == "when" else why.why_price
    return answer(then, product=line.product, quantity=line.quantity)


def _accept(desk: Desk, picked: Picked) -> Done:
    """An order with one click; where anything has moved, what has is shown first."""
    quote = quote_of(desk)
    if quote.order is None:
        difference = quotes.difference(contract=desk.contract.id, quote=quote.id, at=desk.at)
        if difference.left and difference.moved and picked.given.get("seen") != difference.digest:
            return Done(form=_moved_form(desk, difference), reload=False)
    made = actions.accept(
        contract=desk.contract.id,
        quote=quote.id,
        actor=desk.actor,
        at=desk.at,
        seen=picked.given.get("seen", ""),
        note=title_of(quote),
    )
    order = about.order(desk, made.order)
    return Done(_("Ordered:"), location=order.url, reload=False, about=order)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A line of a difference in words."""

    line: Moved
    when_then: str
    when: str
    is_later: bool


def _moved_form(desk: Desk, difference: Difference) -> str:
    moved = difference.moved
    facts = {
        "desk": desk,
        "difference": difference,
        "rows": [_shown(one, difference) for one in moved[:_SHOWN]],
        "more": len(moved) - len(moved[:_SHOWN]),
        "count": len(moved),
    }
    return render_to_string("portal/acts/moved.html", facts, desk.request)


def _shown(line: Moved, difference: Difference) -> _Shown:
    then, now = _when(line.on_then, line.waits_then), _when(line.on, line.waits)
    return _Shown(line, then, now, is_later=line.is_later(difference.today))


def _when(on: date | None, waits: Decimal) -> str:
    """In stock; by 02.12.2026; 2 wait; by 02.12.2026, 2 wait."""
    said = [_("by %(day)s") % {"day": formats.day(on)}] if on else []
    if waits:
        said.append(_("%(quantity)s wait") % {"quantity": formats.quantity(waits)})
    return ", ".join(said) or _("in stock")


def _hold(desk: Desk, _picked: Picked) -> Done:
    """The goods are kept until the quote ends; by then it is accepted, or they are given back."""
    quote = quote_of(desk)
    made = actions.hold(contract=desk.contract.id, quote=quote.id, actor=desk.actor, at=desk.at, note=title_of(quote))
    url = desk.url("quote", quote=quote.id)
    return Done(_("Held until the quote ends, by"), location=url, reload=False, about=about.order(desk, made))


def _anew(desk: Desk, picked: Picked) -> Done:
    quote = actions.requote(
        contract=desk.contract.id,
        quote=quote_of(desk).id,
        key=picked.key,
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    return leading_to(desk, quote, _("The quote is issued anew:"))


def _again(desk: Desk, picked: Picked) -> Done:
    """Its lines, or those that are picked, as a draft to change."""
    lines: list[quotes.LineRow] = _lines(desk).keyed([whole(key) for key in picked.keys]) or _lines(desk).all()
    return picking.fill_draft(desk, title_of(quote_of(desk)), {line.product: line.quantity for line in lines})


LINES: Sheet[Desk] = Sheet(
    name="quote",
    title=gettext_lazy("Quote"),
    columns=_columns,
    listed=_lines,
    why=_why,
    tones=lambda row: {"when": "warn"} if row.waits else {},
    status=lambda desk: [_total(desk), headroom_of(desk)],
    acts=[
        Act("accept", gettext_lazy("Accept"), _accept, may=rules.may_order, is_always_on=True),
        Act("hold", gettext_lazy("Hold the goods"), _hold, may=rules.may_order, is_always_on=True, is_folded=True),
        Act("anew", gettext_lazy("Quote anew"), _anew, may=rules.may_draft, is_always_on=True),
        Act("again", gettext_lazy("Into a draft"), _again, may=rules.may_draft, is_always_on=True),
    ],
)


def _total(desk: Desk) -> Status:
    quote = quote_of(desk)
    return Status("total", formats.with_currency(quote.total, desk.contract.currency), title=title_of(quote))


def show(desk: Desk) -> HttpResponse:
    """One quote with its lines."""
    quote = quote_of(desk)
    return sheet_page(
        desk,
        LINES,
        "quotes",
        template="portal/quote.html",
        title=title_of(quote),
        quote=quote,
        state=named("quote_state", quote.state),
        through=last_day(quote.valid_until),
        **quote_links.of_quote(desk, quote.id),
        **own_quotes.of_quote(desk, quote),
    )


def pdf(desk: Desk) -> HttpResponse:
    """The quote as it was issued."""
    paper = documents.paper(quote_of(desk).paper)
    return files.file_of(paper, archive.draw(paper.id), is_download="download" in desk.request.GET)


def as_file(desk: Desk) -> HttpResponse:
    """The quote in another shape: a workbook."""
    return paper_files.answer(quote_of(desk).paper, "quote", desk.given["shape"])


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    for found in quotes.found_quotes(**seeking.everywhere(desk), sought=asked):
        contract = seeking.contracts_of(desk)[found.contract]
        total = formats.with_currency(found.total, contract.currency)
        text = seeking.told(desk, found.contract, formats.day(found.issued_at), total, found.note)
        yield Hit(title_of(found), seeking.address(found.contract, "quote", quote=found.id), text)


FINDER: Finder[Desk] = Finder("quotes", gettext_lazy("Quotes"), _hits)

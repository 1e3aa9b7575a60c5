"""Quotes that were issued, their lines, and what has moved since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base.books import Broken
from optom.base.business_day import business_day
from optom.base.listing import Listed, Listing
from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.base.sql import statements
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.orders import queries as orders
from optom.domain.orders import rules as ordering
from optom.domain.orders.rules import OrderLine, PricedLine

from .clients import (
    ClientQuoteRow,
    ClientSource,
    LetterheadRow,
    client_quotes,
    client_quotes_of,
    drawn,
    drawn_price_list,
    first_letterhead,
    letterhead,
    logo,
    source,
)
from .clients import known as client_quote
from .markup import Goods
from .markup import marked_up as client_price
from .markup import read as mark_up
from .papers import PricedText, PriceListPayload, QuotedFile, QuotePayload
from .rules import Difference, Moved

__all__ = [
    "ClientQuoteRow",
    "ClientSource",
    "Difference",
    "FoundQuote",
    "Goods",
    "HeldLink",
    "HoldRow",
    "LetterheadRow",
    "LineRow",
    "LinkRow",
    "PriceListPayload",
    "PricedText",
    "QuotePayload",
    "QuoteRow",
    "QuotedFile",
    "broken_books",
    "client_price",
    "client_quote",
    "client_quotes",
    "client_quotes_of",
    "difference",
    "drawn",
    "drawn_price_list",
    "first_letterhead",
    "found_quotes",
    "held_link",
    "hold_of",
    "known_quote",
    "letterhead",
    "lines_of",
    "links",
    "logo",
    "mark_up",
    "quote",
    "quotes",
    "source",
    "when",
]

_sql = statements(__package__)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote; ``state`` is open, held, expired or accepted. Sums in the contract's currency, ``total`` with VAT.

    ``order`` is what it has become, ``held_by`` the order that holds its goods until it ends, ``asked_by`` who
    has asked last by a link that it be accepted.
    """

    id: int
    contract: int
    number: str
    issued_at: datetime
    issued_by: str | None
    valid_until: datetime
    state: str
    lines: int
    total: Decimal
    vat: Decimal
    note: str
    paper: int
    came_from: int | None
    came_from_number: str | None
    order: int | None
    held_by: int | None
    asked_by: str | None

    @property
    def is_valid(self) -> bool:
        """Whether its prices hold, and it is no order yet."""
        return self.state in {"open", "held"}


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as it was promised; what ends in ``before`` stood in the quote that this one was made anew of."""

    id: int
    quote: int
    position: int
    product: int
    article: str
    brand: str
    group: str
    name: str
    unit: str
    weight: Decimal | None
    quantity: Decimal
    price: Decimal
    vat_percent: Decimal | None
    sum: Decimal
    vat: Decimal
    parts: Sequence[orders.Part]
    comes_on: date | None
    waits: Decimal
    price_before: Decimal | None
    comes_on_before: date | None
    waits_before: Decimal | None
    quantity_before: Decimal | None

    @property
    def promised(self) -> PricedLine:
        """As an order takes it over."""
        return PricedLine(self.product, self.quantity, self.price, self.vat_percent, self.sum, self.vat)

    @property
    def price_with_vat(self) -> Decimal:
        """Of a unit; where the column's prices are without VAT, to the hundredth of a kopeck."""
        if self.vat_percent is None or kopecks(self.price * self.quantity) == self.sum:
            return self.price
        return round(self.price * (100 + self.vat_percent) / 100, 4)


def _line(*columns: Any) -> LineRow:
    row = list(columns)
    place = _PARTS
    row[place] = [_part(one) for one in orjson.loads(row[place])]
    return LineRow(*row)


_PARTS = [field.name for field in fields(LineRow)].index("parts")


def _part(said: Mapping[str, Any]) -> orders.Part:
    on = date.fromisoformat(said["on"]) if said["on"] else None
    return orders.Part(orders.Way(said["way"]), on, Decimal(said["quantity"]))


_quotes = Listing(
    __package__,
    "quotes_list",
    search=("number", "note", "issued_by", "asked_by"),
    texts=("number", "note", "issued_by", "asked_by"),
    nulls=("issued_by", "came_from", "came_from_number", "order", "held_by", "asked_by"),
    sums=("total",),
    row=QuoteRow,
)
_lines = Listing(
    __package__,
    "lines",
    search=("article", "brand", "name"),
    texts=("article", "brand", "group", "name", "unit"),
    nulls=("weight", "comes_on", "price_before", "comes_on_before", "waits_before", "quantity_before"),
    sums=("sum",),
    order=("position", "id"),
    row=_line,
)


def quotes(*, contract: int, at: datetime) -> Listed:
    """The quotes of a contract as ``QuoteRow``, newest first."""
    return _quotes.of(contract=contract, at=at)


def quote(*, contract: int, quote: int, at: datetime) -> QuoteRow | None:
    """One quote of a contract; None for another's."""
    found: QuoteRow | None = quotes(contract=contract, at=at).one(quote)
    return found


def pleas_open(*, contract: int, company: int, at: datetime) -> int:
    """How many of its quotes that hold somebody asks by a link to accept."""
    return int(_sql.value("pleas_open", contract=contract, company=company, at=at))


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quote that a search has found."""

    id: int
    contract: int
    number: str
    issued_at: datetime
    total: Decimal
    note: str


def found_quotes(*, contracts: Sequence[int], here: int, sought: Sought, most: int) -> list[FoundQuote]:
    """Quotes of the contracts by number, its beginning or a part of the note; those of the contract ``here`` first."""
    words = {"id": sought.id, "beginning": sought.beginning, "part": sought.part}
    rows = _sql.rows("found_quotes", contracts=list(contracts), here=here, most=most, **words)
    return [FoundQuote(*row) for row in rows]


def lines_of(quote: int) -> Listed:
    """The lines of a quote as ``LineRow``, in their order."""
    return _lines.only(quote=quote)


def difference(*, contract: int, quote: int, at: datetime) -> Difference:
    """The quote beside what the contract would be offered at this moment. Eight statements at most, however many lines.

    While the quote is valid its prices hold, so that dates alone can have moved, or goods be sold no more. Refuses
    `quotes.unknown`.
    """
    found = known_quote(contract=contract, quote=quote, at=at)
    terms = companies.terms(contract, at)
    lines: list[LineRow] = lines_of(quote).all()
    is_valid = found.is_valid
    now = _priced_now(contract, lines, is_valid=is_valid, pack_rule=terms.pack_rule, at=at)
    parts = orders.parts_of(contract=contract, quantities={one.product: one.quantity for one in now.values()}, at=at)
    moved = [_moved(line, now.get(line.product), parts.get(line.product, ())) for line in lines]
    return Difference(moved, is_valid=is_valid, today=business_day(at))


def known_quote(*, contract: int, quote: int, at: datetime) -> QuoteRow:
    """The quote; refuses `quotes.unknown`, also for another contract's."""
    found = _quotes.of(contract=contract, at=at).one(quote)
    if found is None:
        raise Refusal("quotes.unknown", quote=quote)
    row: QuoteRow = found
    return row


def _priced_now(
    contract: int, lines: Sequence[LineRow], *, is_valid: bool, pack_rule: str, at: datetime
) -> dict[int, PricedLine]:
    """The lines that can be ordered, at the promised prices while they hold, in quantities that fit the packs."""
    promised = {line.product: line.promised for line in lines} if is_valid else {}
    wanted = [OrderLine(line.product, line.quantity) for line in lines]
    found: dict[int, PricedLine] = {}
    while wanted:
        asked = {line.product: line.quantity for line in wanted}
        offers = {row.product: row for row in assortment.offers(contract=contract, quantities=asked, at=at)}
        good, reasons = ordering.priced_all(wanted, offers, pack_rule=pack_rule, promised=promised)
        found |= {line.product: line for line in good}
        fits = {one.facts["product"]: one.facts["suggest"] for one in reasons if "suggest" in one.facts}
        fits |= {line.product: line.quantity for line in good if line.quantity != asked[line.product]}
        wanted = [OrderLine(product, quantity) for product, quantity in fits.items()]  # breaks may give other prices
    return found


def _moved(line: LineRow, now: PricedLine | None, parts: Sequence[orders.Part]) -> Moved:
    on, waits = when(parts)
    return Moved(
        product=line.product,
        article=line.article,
        brand=line.brand,
        name=line.name,
        then=line.promised,
        now=now,
        on_then=line.comes_on,
        on=on,
        waits_then=line.waits,
        waits=waits,
    )


def when(parts: Sequence[orders.Part]) -> tuple[date | None, Decimal]:
    """The day on which the last of what is known to come is there, none where it stands; what waits."""
    waits = sum((part.quantity for part in parts if part.way is orders.Way.WAITS), _NOTHING)
    return max((part.on for part in parts if part.on), default=None), waits


def broken_books() -> list[Broken]:
    """Quotes that are not what their lines, their papers or their orders say."""
    return [Broken(*row) for row in _sql.rows("broken_books")]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link; ``state`` is open, expired or revoked. Who holds it may have asked that the quote be accepted."""

    id: int
    client_quote: int | None
    note: str
    created_at: datetime
    created_by: str | None
    expires_at: datetime
    last_used_at: datetime | None
    uses: int
    state: str
    asked_by: str | None
    asked_note: str | None
    asked_at: datetime | None


def links(*, quote: int, at: datetime, client_quote: int | None = None) -> list[LinkRow]:
    """The last links to a quote itself, or to what was made of it for a client, newest first."""
    return [LinkRow(*row) for row in _sql.rows("links", quote=quote, client_quote=client_quote, at=at)]


@dataclass(frozen=True, slots=True)
class HeldLink:
    """What the link that is held opens; of a dealer's quote to his client nothing of ours is among it."""

    id: int
    company: int
    number: str
    payload: QuotePayload
    issued_at: datetime
    valid_until: datetime
    is_accepted: bool
    is_client: bool
    logo: bytes | None
    expires_at: datetime
    asked_by: str | None
    asked_at: datetime | None

    def state_at(self, at: datetime) -> str:
        """What the quote is by then: open, expired or accepted."""
        return "accepted" if self.is_accepted else "expired" if self.valid_until <= at else "open"


def held_link() -> HeldLink | None:
    """What the held link opens at this moment; None where it opens nothing, or none is held."""
    row = _sql.first("held_link")
    if row is None:
        return None
    said = {
        **row._asdict(),
        "payload": orjson.loads(row.payload),
        "logo": None if row.logo is None else bytes(row.logo),
    }
    return HeldLink(id=said.pop("link"), **said)


@dataclass(frozen=True, slots=True)
class HoldRow:
    """The quote for which an order holds goods, and until when."""

    quote: int
    number: str
    valid_until: datetime


def hold_of(*, contract: int, order: int) -> HoldRow | None:
    """For which quote an order of the contract holds its goods; None where it is an order like others."""
    row = _sql.first("hold_of", contract=contract, order=order)
    return None if row is None else HoldRow(*row)

"""What a dealer gives his own clients: his letterhead, quotes at his prices, and what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.companies import queries as companies
from optom.domain.documents import queries as documents
from optom.domain.documents.rules import party_text

from . import logos
from .papers import PRICE_LIST_TEMPLATE, QUOTE_TEMPLATE, PriceListPayload, QuotePayload

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class LetterheadRow:
    """How a company appears before its clients; ``logo`` is the picture's number."""

    company: int
    formula: str
    name: str
    details: str
    note: str
    has_vat: bool
    logo: int | None


@dataclass(frozen=True, slots=True)
class ClientQuoteRow:
    """A quote to a dealer's client; ``quote_total`` is what the dealer pays, ``total`` what the client does."""

    id: int
    contract: int
    serial: int
    recipient: str
    issued_at: datetime
    issued_by: str | None
    formula: str
    total: Decimal
    quote: int
    quote_number: str
    quote_total: Decimal
    valid_until: datetime
    state: str
    asked_by: str | None
    asked_at: datetime | None

    @property
    def margin(self) -> Decimal:
        """What the dealer keeps, both with VAT."""
        return self.total - self.quote_total


_client_quotes = Listing(
    __package__,
    "client_quotes",
    search=("serial", "recipient", "quote_number"),
    texts=("recipient", "quote_number", "issued_by", "asked_by"),
    nulls=("issued_by", "asked_by", "asked_at"),
    sums=("total",),
    row=ClientQuoteRow,
)


def letterhead(company: int) -> LetterheadRow | None:
    """The company's own; None where it has said nothing yet."""
    row = _sql.first("letterhead", company=company)
    return None if row is None else LetterheadRow(*row)


def first_letterhead(company: int) -> LetterheadRow:
    """What stands in the form before anything was said: the requisites that we know, a fifth on top."""
    known = party_text(companies.party(companies.company_requisites(company)), "ru")
    return LetterheadRow(company, "=цена * 1,2", known["name"], known["details"], "", has_vat=True, logo=None)


def logo(company: int, number: int | None) -> bytes | None:
    """The picture; None where there is none of the company's."""
    row = None if number is None else _sql.first("logo", logo=number, company=company)
    return None if row is None else bytes(row.content)


def client_quotes(*, contract: int, at: datetime) -> Listed:
    """What was made under the contract for clients, as ``ClientQuoteRow``, newest first."""
    return _client_quotes.of(contract=contract, at=at)


def client_quotes_of(*, contract: int, quote: int, at: datetime) -> Sequence[ClientQuoteRow]:
    """What was made of one quote."""
    found: list[ClientQuoteRow] = [
        one for one in _client_quotes.of(contract=contract, at=at).all() if one.quote == quote
    ]
    return found


def known(*, contract: int, client_quote: int, at: datetime) -> ClientQuoteRow:
    """One of them; refuses `quotes.unknown`, also for another contract's."""
    found: ClientQuoteRow | None = client_quotes(contract=contract, at=at).one(client_quote)
    if found is None:
        raise Refusal("quotes.unknown", quote=client_quote)
    return found


@dataclass(frozen=True, slots=True)
class ClientSource:
    """What a client's quote is drawn from."""

    payload: QuotePayload
    issued_at: datetime
    logo: bytes | None


def source(*, contract: int, client_quote: int) -> ClientSource:
    """All that a client's quote says. Refuses `quotes.unknown`."""
    row = _sql.first("client_source", contract=contract, client_quote=client_quote)
    if row is None:
        raise Refusal("quotes.unknown", quote=client_quote)
    return ClientSource(orjson.loads(row.payload), row.issued_at, None if row.logo is None else bytes(row.logo))


def drawn(payload: QuotePayload, picture: bytes | None, at: datetime) -> bytes:
    """The PDF of a quote that nobody archives but its dealer: the same bytes each time."""
    return documents.sheet(QUOTE_TEMPLATE, _with_logo(payload, picture), at=at)


def drawn_price_list(payload: PriceListPayload, picture: bytes | None, at: datetime) -> bytes:
    """The PDF of a price list."""
    return documents.sheet(PRICE_LIST_TEMPLATE, _with_logo(payload, picture), at=at)


def _with_logo(payload: QuotePayload | PriceListPayload, picture: bytes | None) -> dict[str, Any]:
    return {**payload, "logo": logos.drawing(picture) if picture else ""}

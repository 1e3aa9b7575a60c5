"""The text of a quote (коммерческое предложение), from plain facts. Drawn by ``printouts/quote.v1.typ``."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.russian_dates import in_digits, numbered
from optom.domain.documents.rules import (
    GoodsText,
    Item,
    Language,
    LineFile,
    Party,
    PartyText,
    TotalFile,
    contract_text,
    goods_text,
    line_file,
    party_text,
    total_file,
)
from optom.domain.orders.queries import Part, Way

QUOTE_TEMPLATE = "quotes/quote.v1"
PRICE_LIST_TEMPLATE = "quotes/price_list.v1"
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class QuoteFacts:
    """What a quote says; ``whens`` tell of each item when it would be there."""

    number: str
    issued_on: date
    valid_through: date
    seller: Party
    buyer: Party
    items: Sequence[Item]
    whens: Sequence[str]
    contract_number: str = ""
    contract_signed_on: date | None = None
    note: str = ""
    currency: str = "RUB"
    language: Language = "ru"


class QuotedFile(LineFile):
    """A line as files tell it, with when it would be there."""

    when: str


class QuoteFile(TypedDict):
    """What the files of a quote are made of."""

    currency: str
    lines: list[QuotedFile]
    total: TotalFile


class QuotePayload(TypedDict):
    """All text is ready to print; an empty one is left out with its label."""

    language: Language
    heading: str
    seller: PartyText
    buyer: PartyText
    basis: str
    goods: GoodsText
    whens: list[str]
    valid_until: str
    note: str
    facts: QuoteFile
    logo: NotRequired[str]  # a drawing (SVG) in which the picture lies


class PricedText(TypedDict):
    """A row of a price list, ready to print."""

    article: str
    brand: str
    name: str
    unit: str
    price: str


class PriceListPayload(TypedDict):
    """A dealer's price list for his own clients."""

    language: Language
    heading: str
    seller: PartyText
    rows: list[PricedText]
    note: str
    logo: NotRequired[str]


def quote_title(number: str, issued_on: date, language: Language) -> str:
    """How lists and the paper itself call it."""
    name = "Коммерческое предложение" if language == "ru" else "Quote"
    return f"{name} {numbered(number, issued_on, language)}"


def quote_payload(facts: QuoteFacts) -> QuotePayload:
    """What the template prints and the archive keeps."""
    language = facts.language
    lines = [QuotedFile(**line_file(item), when=when) for item, when in zip(facts.items, facts.whens, strict=True)]
    return QuotePayload(
        language=language,
        heading=quote_title(facts.number, facts.issued_on, language),
        seller=party_text(facts.seller, language),
        buyer=party_text(facts.buyer, language),
        basis=contract_text(facts.contract_number, facts.contract_signed_on, language)
        if facts.contract_signed_on
        else "",
        goods=goods_text(facts.items, currency=facts.currency, language=language),
        whens=list(facts.whens),
        valid_until=_valid_until(facts.valid_through, language),
        note=facts.note,
        facts=QuoteFile(currency=facts.currency, lines=lines, total=total_file(facts.items)),
    )


def name_with_maker(name: str, brand: str) -> str:
    """A product as a quote names it: several makers have the same article, at other prices. Whom its name tells already
    is not told twice.
    """
    return name if not brand or brand.casefold() in name.casefold() else f"{name}, {brand}"


def when_text(parts: Sequence[Part], language: Language) -> str:
    """In stock; by 02.12.2026; 5 in stock, 3 by 02.12.2026, 2 on request. Of several arrivals the last day is told."""
    now, waits = _sum(parts, Way.STOCK), _sum(parts, Way.WAITS)
    coming = _sum(parts, Way.COMING) + _sum(parts, Way.SUPPLIED)
    day = in_digits(max((part.on for part in parts if part.on), default=date.min))
    stock, by, request = ("на складе", "до", "под заказ") if language == "ru" else ("in stock", "by", "on request")
    said = [(now, stock), (coming, f"{by} {day}"), (waits, request)]
    known = [(quantity, text) for quantity, text in said if quantity]
    if len(known) == 1:
        return known[0][1]
    return ", ".join(f"{printed_quantity(quantity, language)} {text}" for quantity, text in known)


def _sum(parts: Sequence[Part], way: Way) -> Decimal:
    return sum((part.quantity for part in parts if part.way is way), _NOTHING)


def _valid_until(through: date, language: Language) -> str:
    day = in_digits(through)
    return f"Цены и сроки действуют по {day}" if language == "ru" else f"Prices and dates are valid through {day}"

"""A seller, a buyer and goods for tests of papers, and the text that a PDF shows."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2

from optom.base.money import kopecks
from optom.base.tax import VatRate
from optom.domain.documents.rules import Item, Party

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SELLER = Party(
    name="ООО «ТехСнаб Опт»",
    inn="7700000016",
    kpp="770001001",
    address="115114, г. Москва, Дербеневская наб., д. 7, стр. 2",
    phone="+7 495 123-45-67",
)
BUYER = Party(
    name="ООО «Механик»", inn="7700000023", kpp="770001001", address="420111, г. Казань, ул. Баумана, д. 44/8"
)
STANDARD = VatRate.of("22%")


def item(
    name: str = "Подшипник 6204",
    *,
    article: str = "6204-2RS",
    quantity: str = "10",
    price: str = "122.00",
    rate: VatRate = STANDARD,
) -> Item:
    total = kopecks(Decimal(quantity) * Decimal(price))
    return Item(
        name=name,
        article=article,
        quantity=Decimal(quantity),
        unit="шт",
        price=Decimal(price),
        rate=rate,
        sum=total,
        vat=rate.inside(total),
    )


def pages_of(document: bytes) -> list[str]:
    """The text of each page; any run of spaces, no-break ones too, is one space."""
    return [re.sub(r"\s+", " ", text) for text in _raw_pages(document)]


def text_of(document: bytes) -> str:
    return " ".join(pages_of(document))


def _raw_pages(document: bytes) -> Iterator[str]:
    pdf = pypdfium2.PdfDocument(document)
    for page in pdf:
        text = page.get_textpage()
        yield text.get_text_range()
        text.close()
        page.close()
    pdf.close()

"""The text of an invoice (счёт на оплату), from plain facts. Drawn by ``printouts/invoice.v2.typ``.

No law prescribes its form; the block of the bank is drawn after invoices in use, not after a source [K].
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

from optom.base.payment_qr import Payment, payment_string
from optom.base.printed_numbers import printed_sum
from optom.base.russian_dates import in_digits, in_words, numbered
from optom.domain.companies.rules import BankDetails
from optom.domain.documents.rules import (
    GoodsText,
    Item,
    Language,
    LineFile,
    Party,
    PartyText,
    SideFile,
    TaxFile,
    TotalFile,
    basis_text,
    goods_text,
    line_file,
    party_text,
    tax_files,
    total_file,
    total_of,
    vat_by_rate,
)

INVOICE_TEMPLATE = "billing/invoice.v2"


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """What an invoice says. ``currency`` is that of every sum; the payment code is drawn for roubles only.

    ``sides`` are seller and buyer as files tell them; without them the paper has no files. ``order_number`` holds
    several with commas, where the lines are of several orders.
    """

    number: str
    issued_on: date
    seller: Party
    bank: BankDetails
    buyer: Party
    contract_number: str
    contract_signed_on: date
    items: Sequence[Item]
    order_number: str = ""
    consignee: Party | None = None
    valid_until: date | None = None
    director: str = ""
    accountant: str = ""
    currency: str = "RUB"
    language: Language = "ru"
    notice: str | None = None  # None: the usual one, "": none
    sides: tuple[SideFile, SideFile] | None = None


class BankText(TypedDict):
    name: str
    bic: str
    correspondent_account: str
    account: str
    payee: str
    inn: str
    kpp: str


class InvoiceFile(TypedDict):
    """What the files of an invoice are made of; days are of ISO 8601, sums have a point."""

    number: str
    date: str
    currency: str
    seller: SideFile
    bank: BankText
    buyer: SideFile
    consignee: str
    contract: str
    contract_date: str
    order: str
    valid_until: str
    purpose: str
    director: str
    accountant: str
    lines: list[LineFile]
    taxes: list[TaxFile]
    total: TotalFile


class InvoicePayload(TypedDict):
    """All text is ready to print; an empty one is left out with its label."""

    language: Language
    heading: str  # "Счёт на оплату № 118 от 23 ноября 2026 г."
    notice: str
    bank: BankText
    qr_code: str  # what the payment code says, in base64; it is drawn with the paper
    seller: PartyText
    buyer: PartyText
    consignee: PartyText | None
    basis: str
    goods: GoodsText
    valid_until: str  # "Оплатить не позднее 28.11.2026"
    director: str
    accountant: str
    facts: NotRequired[InvoiceFile]  # not of an invoice from before there were files


_NOTICE = {
    "ru": (
        "Оплата данного счёта означает согласие с условиями поставки товара. Товар отпускается по факту прихода денег "
        "на расчётный счёт Поставщика либо в пределах отсрочки и лимита по договору, самовывозом — при наличии "
        "доверенности и паспорта."
    ),
    "en": (
        "Payment of this invoice means consent to the terms of delivery. Goods leave the warehouse once the money has "
        "reached the Seller's account or within the deferral and limit of the contract; a pick-up needs a power of "
        "attorney and a passport."
    ),
}
_NOTICE_OF_TERM = {
    "ru": " После указанного срока оплаты наличие товара и цены не гарантируются.",
    "en": " After the date below neither goods nor prices are guaranteed.",
}


@dataclass(frozen=True, slots=True)
class InvoiceGoods:
    """The lines as the paper prints them and as its files tell them."""

    text: GoodsText
    lines: list[LineFile]


def invoice_goods(facts: InvoiceFacts) -> InvoiceGoods:
    """The table of goods, which does not depend on the number and takes long for thousands of lines."""
    text = goods_text(facts.items, currency=facts.currency, language=facts.language)
    return InvoiceGoods(text, [line_file(item) for item in facts.items])


def invoice_payload(facts: InvoiceFacts, goods: InvoiceGoods | None = None) -> InvoicePayload:
    """What the template prints and the archive keeps. ``goods`` are those of `invoice_goods`, if known already."""
    language, goods = facts.language, goods or invoice_goods(facts)
    payload = InvoicePayload(
        language=language,
        heading=invoice_title(facts.number, facts.issued_on, language),
        notice=_usual_notice(facts) if facts.notice is None else facts.notice,
        bank=_bank_text(facts.bank, facts.seller),
        qr_code=_payment_code(facts),
        seller=party_text(facts.seller, language),
        buyer=party_text(facts.buyer, language),
        consignee=party_text(facts.consignee, language) if facts.consignee else None,
        basis=basis_text(
            facts.contract_number,
            facts.contract_signed_on,
            facts.order_number.split(", ") if facts.order_number else [],
            language,
        ),
        goods=goods.text,
        valid_until=_valid_until(facts.valid_until, language),
        director=facts.director,
        accountant=facts.accountant,
    )
    if facts.sides:
        payload["facts"] = _file(facts, *facts.sides, lines=goods.lines)
    return payload


def _file(facts: InvoiceFacts, seller: SideFile, buyer: SideFile, *, lines: list[LineFile]) -> InvoiceFile:
    return InvoiceFile(
        number=facts.number,
        date=facts.issued_on.isoformat(),
        currency=facts.currency,
        seller=seller,
        bank=_bank_text(facts.bank, facts.seller),
        buyer=buyer,
        consignee=", ".join(filter(None, (facts.consignee.name, facts.consignee.address))) if facts.consignee else "",
        contract=facts.contract_number,
        contract_date=facts.contract_signed_on.isoformat(),
        order=facts.order_number,
        valid_until=facts.valid_until.isoformat() if facts.valid_until else "",
        purpose=payment_purpose(facts.number, facts.issued_on, facts.items),
        director=facts.director,
        accountant=facts.accountant,
        lines=lines,
        taxes=tax_files(facts.items),
        total=total_file(facts.items),
    )


def invoice_title(number: str, issued_on: date, language: Language = "ru") -> str:
    """How lists and the paper itself call it."""
    name = "Счёт на оплату" if language == "ru" else "Invoice for payment"
    return f"{name} {numbered(number, issued_on, language)}"


def payment_purpose(number: str, issued_on: date, items: Sequence[Item]) -> str:
    """What the buyer's bank writes, in Russian whatever the paper's language; the tax is named as banks ask."""
    taxed = [(rate, vat) for rate, vat in vat_by_rate(items) if rate.percent is not None]
    tax = ", ".join(f"{rate.printed()} - {_plain(vat)}" for rate, vat in taxed)
    return f"Оплата по счету № {number} от {in_digits(issued_on)}. {f'В т.ч. {tax}' if tax else 'Без НДС'}"


def _usual_notice(facts: InvoiceFacts) -> str:
    return _NOTICE[facts.language] + (_NOTICE_OF_TERM[facts.language] if facts.valid_until else "")


def _bank_text(bank: BankDetails, seller: Party) -> BankText:
    return BankText(
        name=bank.bank,
        bic=bank.bic,
        correspondent_account=bank.correspondent,
        account=bank.account,
        payee=seller.name,
        inn=seller.inn,
        kpp=seller.kpp,
    )


def _payment_code(facts: InvoiceFacts) -> str:
    total = total_of(facts.items)
    if facts.currency != "RUB" or total <= 0:
        return ""
    content = payment_string(
        Payment(
            name=facts.seller.name,
            account=facts.bank.account,
            bank=facts.bank.bank,
            bic=facts.bank.bic,
            correspondent_account=facts.bank.correspondent,
            total=total,
            purpose=payment_purpose(facts.number, facts.issued_on, facts.items),
            inn=facts.seller.inn,
            kpp=facts.seller.kpp,
        ),
    )
    return b64encode(content).decode()


def _valid_until(day: date | None, language: Language) -> str:
    if day is None:
        return ""
    return f"Оплатить не позднее {in_digits(day)}" if language == "ru" else f"Payment due by {in_words(day, language)}"


def _plain(value: Decimal) -> str:
    return printed_sum(value, "en").replace(",", "")

"""The text of a supply contract and of its specifications, out of its terms. Drawn by ``printouts/contract.v1.typ``.

It says what the program does: what is not a term of the contract here is what the law says. Whoever is called by what
name stands in the nominative after a colon, for names are not declined.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from optom.base.amount_in_words import amount_in_words, form_for
from optom.base.printed_numbers import printed_quantity, printed_sum
from optom.base.russian_dates import in_words, numbered
from optom.domain.companies.queries import CompanyRow, SellerRow
from optom.domain.companies.rules import NOTE, SOLE_TRADER, TermsNumbers
from optom.domain.documents.rules import GoodsText, Item, goods_text

CONTRACT_TEMPLATE = "billing/contract.v1"
SPECIFICATION_TEMPLATE = "billing/specification.v1"
_DAYS = {  # within so many
    "calendar": ("календарного дня", "календарных дней", "календарных дней"),
    "working": ("рабочего дня", "рабочих дней", "рабочих дней"),
}
_OF_DAYS, _HOURS = ("дня", "дней", "дней"), ("час", "часа", "часов")
_CURRENCIES = {
    "RUB": "российский рубль",
    "BYN": "белорусский рубль",
    "CNY": "юань",
    "EUR": "евро",
    "KZT": "тенге",
    "USD": "доллар США",
}
_EDITION = "Со дня подписания настоящей редакции Стороны руководствуются ею вместо прежних."
_WAYS = {
    "any": "Поставщик доставляет товар по адресу Покупателя или передаёт его на своём складе, как указано в заявке.",
    "pickup": "Поставщик передаёт товар на своём складе (самовывоз).",
    "delivery": "Поставщик доставляет товар по адресу Покупателя, указанному в заявке.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """By which column prices are made, at which discount (%), whether VAT is inside them."""

    column: str
    discount: Decimal
    is_vat_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """Who agrees with whom, on what."""

    number: str
    signed_on: date
    currency: str
    seller: SellerRow
    buyer: CompanyRow
    terms: TermsNumbers
    prices: PriceRule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationFacts:
    """So many goods at such prices, under a contract; ``order`` is empty where nothing is ordered yet."""

    number: str
    issued_on: date
    contract: ContractFacts
    items: Sequence[Item]
    order: str = ""


class SectionText(TypedDict):
    title: str
    clauses: list[str]


class SideText(TypedDict):
    role: str
    name: str
    lines: list[str]
    signer: str


class ContractPayload(TypedDict):
    """All text is ready to print."""

    heading: str
    date: str
    preamble: str
    sections: list[SectionText]
    sides: list[SideText]


class SpecificationPayload(TypedDict):
    """All text is ready to print; ``language`` is for the table of goods, which other papers share."""

    language: str
    heading: str
    basis: str
    goods: GoodsText
    clauses: list[str]
    sides: list[SideText]


def contract_title(number: str, signed_on: date, edition: date | None = None) -> str:
    """How lists and the paper itself call it; ``edition`` is the day of one printed after it was signed."""
    title = f"Договор поставки {numbered(number, signed_on)}"
    return f"{title}, редакция от {in_words(edition)}" if edition else title


def specification_title(facts: SpecificationFacts) -> str:
    """The same of a specification."""
    return f"Спецификация {numbered(facts.number, facts.issued_on)}"


def contract_payload(facts: ContractFacts) -> ContractPayload:
    """What the template prints and the archive keeps."""
    sections = (
        ("Предмет договора", _subject()),
        ("Цена", _price(facts)),
        ("Расчёты", _payment(facts)),
        ("Резерв, поставка и приёмка", _delivery(facts)),
        ("Документы", _papers(facts)),
        ("Ответственность, срок и споры", _liability()),
    )
    return ContractPayload(
        heading=contract_title(facts.number, facts.signed_on),
        date=in_words(facts.signed_on),
        preamble=_preamble(facts),
        sections=[SectionText(title=title, clauses=list(clauses)) for title, clauses in sections],
        sides=_sides(facts),
    )


def in_edition(payload: ContractPayload, title: str) -> ContractPayload:
    """The contract as it reads now, told apart from the sheets that were signed before."""
    *others, last = payload["sections"]
    last = SectionText(title=last["title"], clauses=[*last["clauses"], _EDITION])
    return {**payload, "heading": title, "sections": [*others, last]}


def specification_payload(facts: SpecificationFacts) -> SpecificationPayload:
    """What the template prints and the archive keeps."""
    contract = facts.contract
    order = f"; заказ № {facts.order}" if facts.order else ""
    held = "Цены действуют для указанного заказа." if facts.order else "Цены — на день составления спецификации."
    return SpecificationPayload(
        language="ru",
        heading=specification_title(facts),
        basis=f"к договору поставки {numbered(contract.number, contract.signed_on)}{order}",
        goods=goods_text(facts.items, currency=contract.currency, language="ru"),
        clauses=[held, next(_payment(contract)), _WAYS[contract.terms.delivery]],
        sides=_sides(contract),
    )


def _preamble(facts: ContractFacts) -> str:
    seller, buyer = facts.seller, facts.buyer
    return (
        f"{seller.full_name or seller.name}, далее — Поставщик{_acting(seller)}, и "
        f"{buyer.full_name or buyer.name}, далее — Покупатель, вместе — Стороны, заключили настоящий договор."
    )


def _acting(seller: SellerRow) -> str:
    if seller.kind == SOLE_TRADER or not seller.director:
        return ""
    basis = f", основание полномочий: {seller.director_basis}" if seller.director_basis else ""
    return f" (подписывает: {seller.director_post or 'руководитель'} {seller.director}{basis})"


def _subject() -> Iterator[str]:
    yield "Поставщик передаёт в собственность Покупателя товары, а Покупатель принимает и оплачивает их."
    yield (
        "Наименование, количество и цена товаров указываются в заказах Покупателя, счетах и спецификациях, которые "
        "составляются в личном кабинете Покупателя и являются частью настоящего договора."
    )


def _price(facts: ContractFacts) -> Iterator[str]:
    prices = facts.prices
    if prices is None:
        yield "Цены согласуются в спецификациях."
    else:
        less = f" со скидкой {printed_quantity(prices.discount)} %" if prices.discount else ""
        yield (
            f"Цены — по прайс-листу Поставщика «{prices.column}»{less} на момент размещения заказа; на отдельные "
            "товары и их группы могут быть согласованы иные цены, которые видны Покупателю в личном кабинете."
        )
    yield f"Валюта договора — {_CURRENCIES[facts.currency]}. {_tax(facts)}"
    yield "Цена товара в размещённом заказе не меняется, пока товар не отгружен или не снят с заказа."


def _tax(facts: ContractFacts) -> str:
    if facts.seller.vat == "exempt":
        return "Поставщик не уплачивает НДС."
    if facts.prices is not None and not facts.prices.is_vat_included:
        return "К ценам прибавляется НДС по ставке, действующей на день отгрузки."
    return "Цены включают НДС по ставке, действующей на день отгрузки."


def _payment(facts: ContractFacts) -> Iterator[str]:
    """The first clause says when goods are paid."""
    terms = facts.terms
    if terms.deferral_days:
        days = form_for(terms.deferral_days, _DAYS[terms.deferral_kind])
        yield f"Покупатель оплачивает товар в течение {terms.deferral_days} {days} со дня отгрузки."
    else:
        yield "Покупатель оплачивает товар до отгрузки."
    if terms.credit_limit:
        limit = printed_sum(terms.credit_limit)
        words = amount_in_words(terms.credit_limit, currency=facts.currency)
        yield (
            f"Стоимость отгруженных и не оплаченных товаров вместе с затребованными к отгрузке не превышает {limit} "
            f"({words}). Товары сверх этой суммы отгружаются по мере оплаты."
        )
    yield "Пока есть просроченная задолженность, товары не отгружаются."
    yield (
        "Обязательство по оплате исполнено, когда деньги поступили на счёт Поставщика. Поступившие деньги погашают "
        "обязательства в порядке сроков их оплаты, если Покупатель не указал иное."
    )


def _delivery(facts: ContractFacts) -> Iterator[str]:
    terms = facts.terms
    hours = f"{terms.reservation_hours} {form_for(terms.reservation_hours, _HOURS)}"
    yield f"Товар размещённого заказа резервируется на {hours}; срок резерва виден в личном кабинете."
    yield _WAYS[terms.delivery]
    if terms.minimum_shipment:
        least = amount_in_words(terms.minimum_shipment, currency=facts.currency)
        yield f"Стоимость одной отгрузки — не менее {printed_sum(terms.minimum_shipment)} ({least})."
    yield "На складе товар получает лицо, предъявившее доверенность Покупателя и документ, удостоверяющий личность."
    days = f"{terms.acceptance_days} {form_for(terms.acceptance_days, _OF_DAYS)}"
    yield (
        f"В течение {days} со дня доставки Покупатель сообщает о недостаче, излишке или повреждении в личном кабинете; "
        "товар, о котором за это время ничего не сообщено, считается принятым по количеству и виду."
    )
    yield "Право собственности и риск случайной гибели переходят к Покупателю, когда товар ему передан."


def _papers(facts: ContractFacts) -> Iterator[str]:
    paper = "накладную" if facts.seller.papers == NOTE else "универсальный передаточный документ"
    yield f"На каждую отгрузку Поставщик составляет {paper}."
    yield (
        "Стороны обмениваются документами и в электронном виде через операторов электронного документооборота; "
        "подписанные усиленной квалифицированной подписью, они равнозначны подписанным на бумаге."
        f"{_identifiers(facts)}"
    )
    yield (
        "Заказы, счета, заявки на отгрузку и сведения о приёмке, составленные в личном кабинете под учётной записью "
        "сотрудника Покупателя, Стороны признают подписанными простой электронной подписью Покупателя."
    )
    yield "Акт сверки расчётов каждая Сторона вправе составить за любой период; он доступен в личном кабинете."


def _identifiers(facts: ContractFacts) -> str:
    known = (("Поставщика", facts.seller.edo_id), ("Покупателя", facts.buyer.edo_id))
    said = "; ".join(f"{whose} — {number}" for whose, number in known if number)
    return f" Идентификаторы: {said}." if said else ""


def _liability() -> Iterator[str]:
    yield "За неисполнение обязательств Стороны отвечают по законодательству Российской Федерации."
    yield (
        "Договор вступает в силу в день его подписания и действует, пока одна из Сторон не откажется от него, "
        "письменно предупредив другую за тридцать дней; отказ не прекращает обязательств, возникших до него."
    )
    yield "Споры, не решённые по претензии в течение тридцати дней, рассматривает арбитражный суд."


def _sides(facts: ContractFacts) -> list[SideText]:
    seller, buyer = facts.seller, facts.buyer
    return [
        SideText(role="Поставщик", name=seller.name, lines=_requisites(seller), signer=_signer(seller)),
        SideText(role="Покупатель", name=buyer.name, lines=_requisites(buyer), signer=""),
    ]


def _signer(seller: SellerRow) -> str:
    return seller.full_name or seller.name if seller.kind == SOLE_TRADER else seller.director


def _requisites(side: CompanyRow) -> list[str]:
    bank = side.bank
    rows = (
        ("", side.full_name if side.full_name != side.name else ""),
        ("ИНН", side.inn),
        ("КПП", side.kpp),
        ("ОГРНИП" if side.kind == SOLE_TRADER else "ОГРН", side.ogrn),
        ("Адрес:", side.legal_address or side.postal_address),
        ("тел.", side.phone),
        ("р/с", bank.account if bank else ""),
        ("в", bank.bank if bank else ""),
        ("БИК", bank.bic if bank else ""),
        ("к/с", bank.correspondent if bank else ""),
    )
    return [f"{label} {text}".strip() for label, text in rows if text]

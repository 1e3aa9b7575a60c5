"""The text of a universal transfer document (УПД), from plain facts: one payload for the paper and for the file.

Drawn by ``printouts/upd.v3.typ``; the interface of files writes the same payload as XML. Numbers stand in it as they
are printed, and `base.printed_numbers.exact` turns each back without loss, so that paper and file cannot differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import NAMESPACE_URL, uuid5

from optom.base.countries import RUSSIA, country_name
from optom.base.marking import Marks
from optom.base.printed_numbers import printed_price, printed_quantity, printed_sum
from optom.base.russian_dates import in_digits, in_words, numbered
from optom.domain.companies.rules import SOLE_TRADER, BankDetails, Requisites, Signers
from optom.domain.documents.rules import Item, net_price

UPD_TEMPLATE = "billing/upd.v3"
FORM = "5.03"  # of the file
WITH_INVOICE, TRANSFER_ONLY = "1", "2"  # the status: an invoice for VAT and a transfer document, or the latter alone
CURRENCIES = {
    "RUB": ("643", "Российский рубль"),
    "BYN": ("933", "Белорусский рубль"),
    "CNY": ("156", "Юань"),
    "EUR": ("978", "Евро"),
    "KZT": ("398", "Тенге"),
    "USD": ("840", "Доллар США"),
}
_NOTHING = Decimal("0.00")
_TITLES_OF_TRADERS = ("индивидуальный предприниматель", "ип")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidAhead:
    """Money that had come before the goods left, and so much of it was for them."""

    number: str
    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Revision:
    """An UPD that is issued anew, because the paper itself was wrong: the how-many-th time, and on which day."""

    number: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A VAT invoice for an advance that the goods have eaten, or a part of it."""

    number: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdFacts:
    """What an UPD says. ``items`` hold what left, with its VAT; ``address`` is empty where the buyer picked it up.

    ``made_at`` is when the paper is issued, in the firm's own time; the document itself is of the day of the shipment.
    """

    shipment: int
    number: str
    shipped_on: date
    made_at: datetime
    seller: Requisites
    signers: Signers
    buyer: Requisites
    contract_number: str
    contract_signed_on: date
    items: Sequence[Item]
    orders: Sequence[str] = ()
    consignee: str = ""
    address: str = ""
    taken_by: str = ""
    weight_kg: Decimal | None = None
    paid_ahead: Sequence[PaidAhead] = ()
    offsets: Sequence[Offset] = ()
    currency: str = "RUB"
    bank: BankDetails | None = None
    buyer_bank: BankDetails | None = None
    revision: Revision | None = None


class PersonText(TypedDict):
    surname: str
    first_name: str
    patronymic: str


class SideText(TypedDict):
    kind: str
    name: str
    inn: str
    kpp: str
    address: str
    ogrn: str
    edo_id: str
    person: PersonText  # of a sole trader


class BankText(TypedDict):
    name: str
    bic: str
    account: str
    correspondent: str


class ConsigneeText(TypedDict):
    name: str  # as the paper prints it
    unit: str  # who of the buyer's takes the goods there
    address: str


class SignerText(TypedDict):
    post: str
    name: str
    basis: str
    person: PersonText


class PaymentText(TypedDict):
    number: str
    date: str
    sum: str


class AdvanceText(TypedDict):
    number: str
    date: str


class BasisText(TypedDict):
    name: str
    number: str
    date: str


class UpdItemText(TypedDict):
    position: str
    article: str
    name: str
    okei: str
    unit: str
    quantity: str
    price: str  # of a unit, without VAT
    net: str
    rate: str
    vat: str  # empty where there is none
    sum: str
    country_code: str  # nothing is told of what was made at home
    country: str
    declaration: str  # of what is traced its batch instead
    traced: "TracedText | None"
    marks: "MarksText | None"


class TracedText(TypedDict):
    number: str
    okei: str
    unit: str
    quantity: str
    cost: str


class MarksText(TypedDict):
    gtin: str
    units: list[str]
    packs: list[str]
    transports: list[tuple[str, str]]  # how many things are in each


class UpdTotals(TypedDict):
    net: str
    vat: str
    sum: str


class RevisionText(TypedDict):
    number: str
    date: str


class TaxPayload(TypedDict):
    """What every paper says that the tax service has a file for.

    All text is ready to print; an empty one is a dash on the paper and is left out of the file.
    """

    form: str
    file_id: str
    made_on: str
    made_at: str
    status: str
    heading: str
    number: str
    date: str
    date_in_words: str
    seller: SideText
    buyer: SideText
    currency_code: str
    currency: str
    basis: BasisText
    director: SignerText
    accountant: SignerText


class UpdPayload(TaxPayload):
    """And what an UPD alone says."""

    bank: BankText | None
    consignee: ConsigneeText
    payments: list[PaymentText]
    advances: NotRequired[list[AdvanceText]]  # line 5б; an UPD of the first template has none
    orders: str
    items: list[UpdItemText]
    lines: NotRequired[list[int | None]]  # of which order line each item is, for what corrects it; not printed
    totals: UpdTotals
    cargo: str
    taken_by: str
    revision: NotRequired[RevisionText]  # of one that was issued anew


def upd_title(number: str, shipped_on: date, revision: Revision | None = None) -> str:
    """How lists call it; an UPD is a Russian paper in any language of the screen."""
    return revised(f"УПД {numbered(number, shipped_on)}", revision)


def revised(title: str, revision: Revision | None) -> str:
    """The title of a paper that may have been issued anew."""
    return f"{title}, исправление {numbered(str(revision.number), revision.on)}" if revision else title


def upd_items(facts: UpdFacts) -> list[UpdItemText]:
    """The table of goods, which does not depend on the number and takes long for thousands of lines."""
    return [_item_text(position, item) for position, item in enumerate(facts.items, start=1)]


def upd_payload(facts: UpdFacts, items: list[UpdItemText] | None = None) -> UpdPayload:
    """What the template prints and the archive keeps. ``items`` are those of `upd_items`, if known already."""
    code, currency = CURRENCIES[facts.currency]
    payload = UpdPayload(
        form=FORM,
        file_id=_file_id(facts),
        made_on=in_digits(facts.made_at.date()),
        made_at=f"{facts.made_at:%H.%M.%S}",
        status=status_of(facts.signers),
        heading=f"Универсальный передаточный документ {numbered(facts.number, facts.shipped_on)}",
        number=facts.number,
        date=in_digits(facts.shipped_on),
        date_in_words=in_words(facts.shipped_on),
        seller=side_text(facts.seller),
        bank=_bank_text(facts.bank),
        buyer=side_text(facts.buyer),
        consignee=_consignee_text(facts),
        payments=[_payment_text(one) for one in facts.paid_ahead],
        advances=[AdvanceText(number=one.number, date=in_digits(one.on)) for one in facts.offsets],
        currency_code=code,
        currency=currency,
        basis=BasisText(name="Договор", number=facts.contract_number, date=in_digits(facts.contract_signed_on)),
        orders=", ".join(facts.orders),
        items=upd_items(facts) if items is None else items,
        lines=[one.line for one in facts.items],
        totals=_totals(facts.items),
        director=director_text(facts.seller, facts.signers),
        accountant=accountant_text(facts.signers),
        cargo=_cargo(facts),
        taken_by=facts.taken_by,
    )
    if facts.revision:
        payload["revision"] = RevisionText(number=str(facts.revision.number), date=in_digits(facts.revision.on))
    return payload


def status_of(signers: Signers) -> str:
    """Who pays no VAT issues no invoice for it: his UPD hands over and nothing more."""
    return TRANSFER_ONLY if signers.vat == "exempt" else WITH_INVOICE


def person_of(name: str) -> PersonText:
    """A name in its parts, without what its bearer trades as: "ИП Зайцев Пётр Ильич"."""
    words = name.split()
    for title in _TITLES_OF_TRADERS:
        length = len(title.split())
        if " ".join(words[:length]).casefold() == title:
            words = words[length:]
    surname, first_name, *rest = [*words, "", ""]
    return PersonText(surname=surname, first_name=first_name, patronymic=" ".join(filter(None, rest)))


def has_whole_name(seller: Requisites, signers: Signers) -> bool:
    """Whether who signs for the seller is known by surname and name."""
    return bool(director_text(seller, signers)["person"]["first_name"])


def _file_id(facts: UpdFacts) -> str:
    """Of what leaves once a second file can't be made: its number among all files follows from what it is of."""
    named = f"upd:{facts.seller.inn}:{facts.shipped_on.year}:{facts.number}:{facts.shipment}"
    return str(uuid5(NAMESPACE_URL, f"{named}:{facts.revision.number}" if facts.revision else named))


def side_text(side: Requisites) -> SideText:
    is_trader = side.kind == SOLE_TRADER
    name = side.full_name or side.name
    return SideText(
        kind=side.kind,
        name=name,
        inn=side.inn,
        kpp=side.kpp,
        address=address_of(side),
        ogrn=side.ogrn,
        edo_id=side.edo_id,
        person=person_of(name if is_trader else ""),
    )


def address_of(side: Requisites) -> str:
    """Where it is registered, or as far as is known where it takes letters."""
    return side.legal_address or side.postal_address


def _bank_text(bank: BankDetails | None) -> BankText | None:
    if bank is None:
        return None
    return BankText(name=bank.bank, bic=bank.bic, account=bank.account, correspondent=bank.correspondent)


def _consignee_text(facts: UpdFacts) -> ConsigneeText:
    """The buyer, at the address to which the goods went."""
    buyer = facts.buyer.full_name or facts.buyer.name
    return ConsigneeText(
        name=", ".join(filter(None, [buyer, facts.consignee])),
        unit=facts.consignee,
        address=facts.address or address_of(facts.buyer),
    )


def _payment_text(one: PaidAhead) -> PaymentText:
    return PaymentText(number=one.number, date=in_digits(one.on), sum=printed_sum(one.amount))


def _item_text(position: int, item: Item) -> UpdItemText:
    origin = item.origin
    code = origin.country if origin.is_told and origin.country != RUSSIA else ""
    return UpdItemText(
        position=str(position),
        article=item.article,
        name=item.name,
        okei=item.okei,
        unit=item.unit,
        quantity=printed_quantity(item.quantity),
        price=printed_price(net_price(item)),
        net=printed_sum(item.sum - item.vat),
        rate=item.rate.label,
        vat="" if item.rate.percent is None else printed_sum(item.vat),
        sum=printed_sum(item.sum),
        country_code=code,
        country=country_name(code),
        declaration="" if origin.rnpt else origin.declaration,
        traced=_traced_text(item) if origin.rnpt else None,
        marks=_marks_text(item.marks),
    )


def _marks_text(marks: Marks | None) -> MarksText | None:
    if marks is None:
        return None
    transports = [(code, str(holds)) for code, holds in marks.transports]
    return MarksText(gtin=marks.gtin, units=[*marks.units], packs=[*marks.packs], transports=transports)


def _traced_text(item: Item) -> TracedText:
    """By which unit the state counts the goods: their own, unless another one is told; what they cost without VAT.

    That column 14 repeats the cost of the line where all of the goods are traced is how the form is filled in; the
    decree itself only says "cost of the traced goods".
    """
    origin = item.origin
    cost = item.sum - item.vat if origin.trace_cost is None else origin.trace_cost
    return TracedText(
        number=origin.rnpt,
        okei=origin.trace_okei if origin.trace_unit else item.okei,
        unit=origin.trace_unit or item.unit,
        quantity=printed_quantity(item.quantity if origin.trace_quantity is None else origin.trace_quantity),
        cost=printed_sum(cost),
    )


def _totals(items: Sequence[Item]) -> UpdTotals:
    total, vat = _added(item.sum for item in items), _added(item.vat for item in items)
    is_taxed = any(item.rate.percent is not None for item in items)
    return UpdTotals(net=printed_sum(total - vat), vat=printed_sum(vat) if is_taxed else "", sum=printed_sum(total))


def _added(sums: Iterable[Decimal]) -> Decimal:
    return sum(sums, _NOTHING)


def director_text(seller: Requisites, signers: Signers) -> SignerText:
    """Of a trader he himself, whoever is named beside him."""
    if seller.kind == SOLE_TRADER:
        person = person_of(seller.full_name or seller.name)
        name = " ".join(filter(None, (person["surname"], person["first_name"], person["patronymic"])))
        return SignerText(post="Индивидуальный предприниматель", name=name, basis="", person=person)
    person = person_of(signers.director)
    return SignerText(
        post=signers.director_post or "Руководитель", name=signers.director, basis=signers.director_basis, person=person
    )


def accountant_text(signers: Signers) -> SignerText:
    person = person_of(signers.accountant)
    return SignerText(post="Главный бухгалтер", name=signers.accountant, basis=signers.accountant_basis, person=person)


def _cargo(facts: UpdFacts) -> str:
    places = f"наименований: {len(facts.items)}"
    return f"{places}, масса {printed_quantity(facts.weight_kg)}\N{NO-BREAK SPACE}кг" if facts.weight_kg else places

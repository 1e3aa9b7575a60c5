"""What papers about goods have in common: who, what and how much, put into the text that a template prints.

All text of a payload is ready to print; labels belong to the template, which knows the payload's language. So a
payload and a version of a template are a whole paper, whatever the program's words become later.

What programs are told of a paper (`SideFile`, `LineFile`) lies in its payload beside that text, under ``facts``: so
paper and files can't differ, and both are made anew years later. Numbers have a point there and no thousands, days are
of ISO 8601, what is not known is empty.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, TypedDict

from optom.base.amount_in_words import amount_in_words
from optom.base.marking import Marks
from optom.base.money import kopecks
from optom.base.origin import NOT_TOLD, Origin
from optom.base.printed_numbers import printed_price, printed_quantity, printed_sum
from optom.base.refusal import Refusal
from optom.base.russian_dates import numbered
from optom.base.tax import VatRate
from optom.base.units import printed_unit

Language = Literal["ru", "en"]
_FINEST = 11  # places after the point of a price: more no format takes
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Party:
    """A legal entity or sole trader as papers show it; ``register`` is its number abroad, where it has no INN."""

    name: str
    inn: str
    kpp: str = ""
    address: str = ""
    phone: str = ""
    register: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of goods. ``price`` and ``sum`` are with VAT, ``vat`` is the tax inside ``sum``.

    ``okei`` is the code of the unit, where the classifier has it; ``origin`` is where the goods come from,
    ``marks`` the codes of those that are marked; ``line`` is the order's.
    """

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    rate: VatRate
    sum: Decimal
    vat: Decimal
    article: str = ""
    okei: str = ""
    origin: Origin = NOT_TOLD
    marks: Marks | None = None
    line: int | None = None


MOST_SIGNED = 10 * 1024 * 1024  # bytes of a signed copy: some pages scanned in colour
_SIGNED_TYPES = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg"}


def type_of_copy(content: bytes) -> str | None:
    """What a scanned paper is by its first bytes: a PDF or a JPEG; None for anything else."""
    return next((kind for mark, kind in _SIGNED_TYPES.items() if content.startswith(mark)), None)


MOST_ATTACHED, MOST_ATTACHMENTS = 10 * 1024 * 1024, 20  # bytes of one file; files of one subject
_ATTACHED_TYPES = {**_SIGNED_TYPES, b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to be attached, under the name that its owner gave it."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str | None:
        """What it is by its first bytes: a PDF, a JPEG or a PNG; None for anything else."""
        return next((kind for mark, kind in _ATTACHED_TYPES.items() if self.content.startswith(mark)), None)


def objections_to_files(files: Sequence[Attached], *, known: int) -> list[Refusal]:
    """What is wrong with files that come to as many as are ``known``."""
    strange = [one.name for one in files if one.content_type is None]
    large = [one.name for one in files if len(one.content) > MOST_ATTACHED]
    wrong = [Refusal("documents.file_strange", field="files", names=strange)] if strange else []
    if large:
        wrong.append(Refusal("documents.file_too_large", field="files", names=large, most=MOST_ATTACHED))
    if len(files) + known > MOST_ATTACHMENTS:
        wrong.append(Refusal("documents.files_enough", field="files", known=known, most=MOST_ATTACHMENTS))
    return wrong


class PartyText(TypedDict):
    name: str
    details: str  # INN, KPP, address, telephone in one line


class ItemText(TypedDict):
    position: str
    article: str
    name: str
    quantity: str
    unit: str
    price: str
    vat: str  # the rate: "22%", "без НДС"
    sum: str


class VatText(TypedDict):
    label: str  # "В том числе НДС 22%", "Без НДС"
    sum: str  # an em dash where there is no VAT


class GoodsText(TypedDict):
    items: list[ItemText]
    total: str
    vat: list[VatText]  # by rate, the highest first
    summary: str  # "Всего наименований 3, на сумму 1 220,55 руб."
    in_words: str


def party_text(party: Party, language: Language) -> PartyText:
    """The requisites that are known, in one line."""
    russian, english = ("ИНН", "КПП", "тел.", "рег. №"), ("INN", "KPP", "tel.", "Reg. No.")
    inn, kpp, phone, register = russian if language == "ru" else english
    known = [
        f"{register} {party.register}" if party.register else "",
        f"{inn} {party.inn}" if party.inn else "",
        f"{kpp} {party.kpp}" if party.kpp else "",
        party.address,
        f"{phone} {party.phone}" if party.phone else "",
    ]
    return PartyText(name=party.name, details=", ".join(filter(None, known)))


def contract_text(number: str, signed_on: date, language: Language) -> str:
    """What a paper rests on: "Договор № 118 от 14 февраля 2025 г."."""
    return f"{'Договор' if language == 'ru' else 'Contract'} {numbered(number, signed_on, language)}"


def basis_text(number: str, signed_on: date, orders: Sequence[str], language: Language) -> str:
    """The contract and the orders that a paper rests on: "Договор № 118 от ..., заказы № 45, 46"."""
    contract = contract_text(number, signed_on, language)
    if not orders:
        return contract
    one, many, sign = ("заказ", "заказы", "№") if language == "ru" else ("order", "orders", "No.")
    return f"{contract}, {one if len(orders) == 1 else many} {sign} {', '.join(orders)}"


def goods_text(items: Sequence[Item], *, currency: str, language: Language) -> GoodsText:
    """The table of goods with its totals. ``currency`` is a code of ISO 4217."""
    total = total_of(items)
    return GoodsText(
        items=[_item_text(position, item, language) for position, item in enumerate(items, start=1)],
        total=printed_sum(total, language),
        vat=[_vat_text(rate, vat, language) for rate, vat in vat_by_rate(items)],
        summary=_summary(len(items), total, currency, language),
        in_words=amount_in_words(total, currency=currency, language=language),
    )


def total_of(items: Iterable[Item]) -> Decimal:
    """The sum of the goods, with VAT."""
    return sum((item.sum for item in items), Decimal("0.00"))


def vat_by_rate(items: Iterable[Item]) -> list[tuple[VatRate, Decimal]]:
    """The tax inside the goods by its rate, the highest first, goods without VAT last."""
    ordered = sorted(items, key=_rate_order)
    return [
        (lines[0].rate, sum((line.vat for line in lines), Decimal("0.00")))
        for lines in (list(same) for _, same in groupby(ordered, key=_rate_order))
    ]


def _rate_order(item: Item) -> Decimal:
    return Decimal(1) if item.rate.percent is None else -item.rate.percent


def _item_text(position: int, item: Item, language: Language) -> ItemText:
    return ItemText(
        position=str(position),
        article=item.article,
        name=", ".join(filter(None, [item.name, item.origin.text(language)])),
        quantity=printed_quantity(item.quantity, language),
        unit=printed_unit(item.unit, item.okei, language),
        price=printed_price(item.price, language),
        vat=_rate_text(item.rate, language),
        sum=printed_sum(item.sum, language),
    )


def _rate_text(rate: VatRate, language: Language) -> str:
    if language == "ru":
        return rate.label
    return rate.printed("en").removeprefix("VAT ").lower()


def _vat_text(rate: VatRate, vat: Decimal, language: Language) -> VatText:
    if rate.percent is None:
        return VatText(label=rate.printed(language), sum="\N{EM DASH}")
    including = "В том числе" if language == "ru" else "Including"
    return VatText(label=f"{including} {rate.printed(language)}", sum=printed_sum(vat, language))


def _summary(count: int, total: Decimal, currency: str, language: Language) -> str:
    amount = printed_sum(total, language)
    if language == "ru":
        return f"Всего наименований {count}, на сумму {amount} {'руб.' if currency == 'RUB' else currency}"
    return f"{count} {'item' if count == 1 else 'items'} in total, {amount} {currency}"


class SideFile(TypedDict):
    """``kind``: legal_entity, sole_trader or foreign, whose ``ogrn`` is its number in the register of its country."""

    kind: str
    name: str
    inn: str
    kpp: str
    ogrn: str
    address: str
    phone: str
    edo_id: str


class LineFile(TypedDict):
    """A line; ``price`` is of a unit without VAT, ``percent`` empty where there is no VAT."""

    article: str
    name: str
    okei: str
    unit: str
    quantity: str
    price: str
    percent: str
    net: str
    vat: str
    sum: str


class TotalFile(TypedDict):
    net: str
    vat: str
    sum: str


class TaxFile(TypedDict):
    """The tax of one rate."""

    percent: str
    net: str
    vat: str


def net_price(item: Item) -> Decimal:
    """The price of a unit without VAT: the shortest one that, times the quantity, gives the sum to the kopeck.

    Of a part so small that it has cost less than half a kopeck: what the whole cost.
    """
    net = item.sum - item.vat
    exactly = net / item.quantity if net else item.price * 100 / (100 + (item.rate.percent or 0))
    for places in range(2, _FINEST):
        price = round(exactly, places)
        if price and kopecks(price * item.quantity) == net:
            return price
    return round(exactly, _FINEST) or Decimal(1).scaleb(-_FINEST)


def line_file(item: Item) -> LineFile:
    """A line as files say it."""
    return LineFile(
        article=item.article,
        name=item.name,
        okei=item.okei,
        unit=item.unit,
        quantity=plain(item.quantity),
        price=plain(net_price(item)),
        percent="" if item.rate.percent is None else plain(item.rate.percent),
        net=_money(item.sum - item.vat),
        vat=_money(item.vat),
        sum=_money(item.sum),
    )


def total_file(items: Iterable[Item]) -> TotalFile:
    """The sums of all lines."""
    known = list(items)
    total, vat = sum((one.sum for one in known), _NOTHING), sum((one.vat for one in known), _NOTHING)
    return TotalFile(net=_money(total - vat), vat=_money(vat), sum=_money(total))


def tax_files(items: Iterable[Item]) -> list[TaxFile]:
    """What is taxed at each rate, the highest first, what is without VAT last."""
    by_rate: dict[Decimal | None, list[Item]] = {}
    for one in items:
        by_rate.setdefault(one.rate.percent, []).append(one)
    ordered = sorted(by_rate.items(), key=lambda pair: -1 if pair[0] is None else pair[0], reverse=True)
    return [
        TaxFile(
            percent="" if percent is None else plain(percent),
            net=_money(sum((one.sum - one.vat for one in lines), _NOTHING)),
            vat=_money(sum((one.vat for one in lines), _NOTHING)),
        )
        for percent, lines in ordered
    ]


def plain(value: Decimal) -> str:
    """Without the zeros that a column of numbers brings: 10.000 -> 10."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(value: Decimal) -> str:
    return f"{kopecks(value):.2f}"

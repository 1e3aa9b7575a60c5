"""The text of a universal correction document (УКД), from plain facts: one payload for the paper and for the file.

It holds the correction invoice of Government decree 1137 (annex 2), and says that the change of the cost is agreed on.
Its lines and the lower half of the form are as we know them, not after a source [K] (ADR 0038).
Drawn by ``printouts/ukd.v2.typ``. Numbers stand in it as they are printed, as in an UPD.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import NAMESPACE_URL, uuid5

from optom.base.printed_numbers import printed_price, printed_quantity, printed_sum
from optom.base.russian_dates import in_digits, in_words, numbered
from optom.domain.companies.rules import Requisites, Signers
from optom.domain.documents.rules import Item, net_price

from .correcting import Amount, CorrectedLine
from .upd import (
    CURRENCIES,
    BasisText,
    TaxPayload,
    accountant_text,
    director_text,
    side_text,
    status_of,
)

UKD_TEMPLATE = "billing/ukd.v2"
FORM = "5.02"  # of the file
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Original:
    """The UPD or VAT invoice that is corrected; ``revision`` and its day where it was itself issued anew."""

    number: str
    on: str
    revision: str = ""
    revised_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UkdFacts:
    """What an UKD says; it is of the day on which both sides have agreed.

    ``shipped_by`` is the paper that handed the goods over, where a VAT invoice is corrected; an UPD does so itself.
    """

    correction_key: str
    number: str
    agreed_on: date
    made_at: datetime
    original: Original
    seller: Requisites
    signers: Signers
    buyer: Requisites
    contract_number: str
    contract_signed_on: date
    lines: Sequence[CorrectedLine]
    reason: str
    shipped_by: BasisText | None = None
    currency: str = "RUB"


class AmountText(TypedDict):
    quantity: str
    price: str  # of a unit, without VAT
    net: str
    vat: str
    sum: str


class DifferenceText(TypedDict):
    """Empty texts where there is no difference to this side."""

    net: str
    vat: str
    sum: str


class OriginalText(TypedDict):
    number: str
    date: str
    revision: str
    revised_on: str


class UkdItemText(TypedDict):
    position: str
    article: str
    name: str
    okei: str
    unit: str
    rate: str
    has_vat: bool
    before: AmountText
    after: AmountText
    more: DifferenceText
    less: DifferenceText


class UkdPayload(TaxPayload):
    """And what an UKD alone says."""

    original: OriginalText
    shipped_by: NotRequired[BasisText | None]  # papers from before it was told have none; theirs is called an UPD
    reason: str
    items: list[UkdItemText]
    has_vat: bool
    more: DifferenceText
    less: DifferenceText


def ukd_title(number: str, agreed_on: date) -> str:
    """How lists call it; an UKD is a Russian paper in any language of the screen."""
    return f"УКД {numbered(number, agreed_on)}"


def ukd_items(lines: Sequence[CorrectedLine]) -> list[UkdItemText]:
    """The table, which does not depend on the number and takes long for thousands of lines."""
    return [_item_text(one) for one in lines]


def ukd_payload(facts: UkdFacts, items: list[UkdItemText] | None = None) -> UkdPayload:
    """What the template prints and the archive keeps. ``items`` are those of `ukd_items`, if known already."""
    code, currency = CURRENCIES[facts.currency]
    original, has_vat = facts.original, any(one.line.rate.percent is not None for one in facts.lines)
    return UkdPayload(
        form=FORM,
        file_id=_file_id(facts),
        made_on=in_digits(facts.made_at.date()),
        made_at=f"{facts.made_at:%H.%M.%S}",
        status=status_of(facts.signers),
        heading=f"Универсальный корректировочный документ {numbered(facts.number, facts.agreed_on)}",
        number=facts.number,
        date=in_digits(facts.agreed_on),
        date_in_words=in_words(facts.agreed_on),
        original=OriginalText(
            number=original.number, date=original.on, revision=original.revision, revised_on=original.revised_on
        ),
        shipped_by=facts.shipped_by,
        seller=side_text(facts.seller),
        buyer=side_text(facts.buyer),
        currency_code=code,
        currency=currency,
        basis=BasisText(name="Договор", number=facts.contract_number, date=in_digits(facts.contract_signed_on)),
        reason=facts.reason,
        items=ukd_items(facts.lines) if items is None else items,
        has_vat=has_vat,
        more=_together([one for one in facts.lines if one.sum > 0], has_vat=has_vat),
        less=_together([one for one in facts.lines if one.sum < 0], has_vat=has_vat),
        director=director_text(facts.seller, facts.signers),
        accountant=accountant_text(facts.signers),
    )


def _file_id(facts: UkdFacts) -> str:
    """Of what both sides agreed on once a second file can't be made, as of an UPD."""
    named = f"ukd:{facts.seller.inn}:{facts.agreed_on.year}:{facts.number}:{facts.correction_key}"
    return str(uuid5(NAMESPACE_URL, named))


def _item_text(one: CorrectedLine) -> UkdItemText:
    line, has_vat = one.line, one.line.rate.percent is not None
    return UkdItemText(
        position=str(line.position),
        article=line.article,
        name=line.name,
        okei=line.okei,
        unit=line.unit,
        rate=line.rate.label,
        has_vat=has_vat,
        before=_amount_text(one, one.before, has_vat=has_vat),
        after=_amount_text(one, one.after, has_vat=has_vat),
        more=_together([one] if one.sum > 0 else [], has_vat=has_vat),
        less=_together([one] if one.sum < 0 else [], has_vat=has_vat),
    )


def _amount_text(one: CorrectedLine, amount: Amount, *, has_vat: bool) -> AmountText:
    """Of nothing the price is that of what there was, or will be."""
    priced = amount if amount.quantity else (one.before if one.before.quantity else one.after)
    return AmountText(
        quantity=printed_quantity(amount.quantity),
        price=printed_price(net_price(_as_item(one, priced))),
        net=printed_sum(amount.net),
        vat=printed_sum(amount.vat) if has_vat else "",
        sum=printed_sum(amount.sum),
    )


def _as_item(one: CorrectedLine, amount: Amount) -> Item:
    line = one.line
    return Item(line.name, amount.quantity, line.unit, line.price, line.rate, amount.sum, amount.vat)


def _together(lines: Sequence[CorrectedLine], *, has_vat: bool) -> DifferenceText:
    """The differences of the lines, which are all to one side; without their sign."""
    if not lines:
        return DifferenceText(net="", vat="", sum="")
    total = abs(sum((one.sum for one in lines), _NOTHING))
    vat = abs(sum((one.vat for one in lines), _NOTHING))
    return DifferenceText(net=printed_sum(total - vat), vat=printed_sum(vat) if has_vat else "", sum=printed_sum(total))

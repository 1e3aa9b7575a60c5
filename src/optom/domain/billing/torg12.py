"""The text of a consignment note ТОРГ-12, out of what an UPD is made of. Drawn by ``printouts/torg12.v3.typ``.

On paper only: its electronic form is no more since 2026-01-01. The form is of Goskomstat's decree 132 of 25.12.1998, as
blanks in use have it: the text of the decree was not at hand [K].
"""

from typing import TypedDict

from optom.base.amount_in_words import amount_in_words, number_in_russian
from optom.base.printed_numbers import printed_quantity
from optom.base.quantity_in_words import quantity_in_words
from optom.base.russian_dates import numbered
from optom.domain.billing.upd import SignerText, UpdFacts, UpdItemText, UpdPayload, UpdTotals, address_of, upd_payload
from optom.domain.companies.rules import BankDetails, Requisites
from optom.domain.documents.rules import total_of

TORG12_TEMPLATE = "billing/torg12.v3"
_KILOGRAM = "166"


class Torg12Payload(TypedDict):
    """All text is ready to print; an empty one is an empty line of the form."""

    heading: str
    number: str
    date: str
    date_in_words: str
    consignor: str
    consignee: str
    supplier: str
    payer: str
    basis: str
    basis_number: str
    basis_date: str
    items: list[UpdItemText]
    quantity: str
    totals: UpdTotals
    count_in_words: str
    weight: str
    weight_in_words: str
    sum_in_words: str
    director: SignerText
    accountant: SignerText
    taken_by: str


def torg12_title(facts: UpdFacts) -> str:
    """How lists and the paper itself call it; it is a Russian form in any language of the screen."""
    return f"Товарная накладная (ТОРГ-12) {numbered(facts.number, facts.shipped_on)}"


def torg12_payload(facts: UpdFacts, items: list[UpdItemText] | None = None) -> Torg12Payload:
    """What the template prints and the archive keeps. ``items`` are those of `upd_items`, if known already."""
    common: UpdPayload = upd_payload(facts, items)
    supplier = _side(facts.seller, address_of(facts.seller), facts.bank)
    basis, orders = common["basis"], f"; заказ № {common['orders']}" if common["orders"] else ""
    return Torg12Payload(
        heading=torg12_title(facts),
        number=facts.number,
        date=common["date"],
        date_in_words=common["date_in_words"],
        consignor=supplier,
        consignee=_side(facts.buyer, common["consignee"]["address"], facts.buyer_bank, unit=facts.consignee),
        supplier=supplier,
        payer=_side(facts.buyer, address_of(facts.buyer), facts.buyer_bank),
        basis=f"{basis['name']} № {basis['number']} от {basis['date']}{orders}",
        basis_number=basis["number"],
        basis_date=basis["date"],
        items=common["items"],
        quantity=printed_quantity(sum((item.quantity for item in facts.items), total_of([]))),
        totals=common["totals"],
        count_in_words=number_in_russian(len(facts.items)),
        weight=f"{printed_quantity(facts.weight_kg)}\N{NO-BREAK SPACE}кг" if facts.weight_kg else "",
        weight_in_words=quantity_in_words(facts.weight_kg, _KILOGRAM) if facts.weight_kg else "",
        sum_in_words=amount_in_words(total_of(facts.items), currency=facts.currency),
        director=common["director"],
        accountant=common["accountant"],
        taken_by=facts.taken_by,
    )


def _side(side: Requisites, address: str, bank: BankDetails | None, unit: str = "") -> str:
    numbers = f"ИНН {side.inn}" if side.inn else ""
    tax = f"КПП {side.kpp}" if side.kpp else ""
    phone = f"тел. {side.phone}" if side.phone else ""
    return ", ".join(filter(None, (side.full_name or side.name, unit, numbers, tax, address, phone, _account(bank))))


def _account(bank: BankDetails | None) -> str:
    return f"р/с {bank.account} в {bank.bank}, БИК {bank.bic}, к/с {bank.correspondent}" if bank else ""

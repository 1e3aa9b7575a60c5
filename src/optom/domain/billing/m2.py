"""The text of a power of attorney to take goods (доверенность М-2), from plain facts. Drawn by ``printouts/m2.v1.typ``.

It is the buyer's own paper: his people sign it and he numbers it. No form is mandatory since 2013; this is the one that
warehouses know, of Goskomstat's decree 71a of 30.10.1997, as blanks in use have it: its text was not at hand [K].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from optom.base.printed_numbers import printed_quantity
from optom.base.quantity_in_words import quantity_in_words
from optom.base.russian_dates import in_digits, in_words, numbered
from optom.domain.billing.rules import Bearer
from optom.domain.companies.queries import CompanyRow

M2_TEMPLATE = "billing/m2.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class M2Facts:
    """Who gives it to whom, for what from whom. ``goods`` are name, unit with its code, and quantity of each line."""

    number: str
    issued_on: date
    bearer: Bearer
    buyer: CompanyRow
    supplier: str
    basis: str
    goods: Sequence[tuple[str, str, str, Decimal]]


class M2LineText(TypedDict):
    position: str
    name: str
    unit: str
    quantity: str


class M2Payload(TypedDict):
    """All text is ready to print; an empty one is an empty line of the form."""

    heading: str
    number: str
    issued_on: str
    issued_in_words: str
    until: str
    until_in_words: str
    buyer: str
    buyer_name: str
    account: str
    bearer: str
    post: str
    passport: str
    passport_by: str
    passport_on: str
    supplier: str
    basis: str
    lines: list[M2LineText]


def m2_title(number: str, issued_on: date) -> str:
    """How lists and the paper itself call it; it is a Russian form in any language of the screen."""
    return f"Доверенность {numbered(number, issued_on)}"


def m2_payload(facts: M2Facts) -> M2Payload:
    """What the template prints and the archive keeps."""
    bearer, buyer = facts.bearer, facts.buyer
    known = (buyer.full_name or buyer.name, f"ИНН {buyer.inn}" if buyer.inn else "", buyer.legal_address)
    return M2Payload(
        heading=m2_title(facts.number, facts.issued_on),
        number=facts.number,
        issued_on=in_digits(facts.issued_on),
        issued_in_words=in_words(facts.issued_on),
        until=in_digits(bearer.until),
        until_in_words=in_words(bearer.until),
        buyer=", ".join(filter(None, known)),
        buyer_name=buyer.full_name or buyer.name,
        account=f"{buyer.bank.account} в {buyer.bank.bank}, БИК {buyer.bank.bic}" if buyer.bank else "",
        bearer=bearer.name,
        post=bearer.post,
        passport=bearer.passport,
        passport_by=bearer.passport_by,
        passport_on=in_digits(bearer.passport_on) if bearer.passport_on else "",
        supplier=facts.supplier,
        basis=facts.basis,
        lines=[_line(position, *said) for position, said in enumerate(facts.goods, start=1)],
    )


def _line(position: int, name: str, unit: str, okei: str, quantity: Decimal) -> M2LineText:
    """In words too, so that nobody adds a digit."""
    said = f"{printed_quantity(quantity)} ({quantity_in_words(quantity, okei)})"
    return M2LineText(position=str(position), name=name, unit=unit, quantity=said)

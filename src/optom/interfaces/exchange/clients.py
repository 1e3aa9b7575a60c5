"""Lists of clients as people keep them: a CSV or a workbook, a row for each contract, columns named in any order.

Each row is a business act of its own, done whole or not at all: a company, its contract with the first terms, the first
person, a delivery address. What is known already stays as it is, so a second load of the same list writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import STANDING, Agreement, BankDetails, Requisites, TermsNumbers
from optom.domain.pricing import actions as pricing_actions
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.actions import ByColumn
from optom.interfaces.kit.input import Form, count, day, money, number
from optom.interfaces.kit.tables import cells_of, columns_of

_HEADS = {
    "name": {"компания", "клиент", "контрагент", "наименование", "название", "company", "client", "name"},
    "full_name": {"полное наименование", "full name"},
    "inn": {"инн", "inn"},
    "kpp": {"кпп", "kpp"},
    "ogrn": {"огрн", "огрнип", "регистрационный номер", "ogrn", "registration number"},
    "legal_address": {"юридический адрес", "legal address"},
    "postal_address": {"почтовый адрес", "postal address"},
    "phone": {"телефон", "phone"},
    "bic": {"бик", "bic"},
    "bank": {"банк", "bank"},
    "account": {"счёт", "счет", "расчётный счёт", "расчетный счет", "account"},
    "correspondent": {"корр. счёт", "корр. счет", "корреспондентский счёт", "correspondent account"},
    "seller": {"наша организация", "организация", "продавец", "our entity", "seller"},
    "number": {"договор", "номер договора", "contract", "contract number"},
    "signed_on": {"дата договора", "дата", "contract date", "date"},
    "currency": {"валюта", "currency"},
    "column": {"колонка", "вид цен", "тип цен", "column", "price kind"},
    "discount": {"скидка", "скидка, %", "discount", "discount, %"},
    "credit_limit": {"лимит", "кредитный лимит", "limit", "credit limit"},
    "deferral_days": {"отсрочка", "отсрочка, дней", "deferral", "deferral, days"},
    "email": {"e-mail", "email", "почта", "эл. почта", "электронная почта"},
    "person": {"контактное лицо", "контакт", "фио", "person", "contact"},
    "address": {"адрес доставки", "delivery address"},
}
Number = TypeVar("Number", int, Decimal)
_BANK = ("account", "bic", "bank", "correspondent")
_LENGTHS = {"inn": (10, 12), "kpp": (9,), "bic": (9,)}  # what a workbook that took them for numbers left zeros off


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list by the names of its columns; ``origin`` is where it stands."""

    cells: Mapping[str, str]
    origin: str


@dataclass(slots=True)
class Outcome:
    """What a load has done: how much of each is new, how many rows were known whole, how many were refused."""

    companies: int = 0
    contracts: int = 0
    people: int = 0
    known: int = 0
    refused: int = 0


def read(path: Path) -> Iterator[Row]:
    """The rows of a file. Refuses ``files.too_large``, ``files.not_a_table``, ``clients.heads_missing``."""
    cells = cells_of(path)
    places = columns_of(cells[0], _HEADS) if cells else {}
    if not {"name", "inn"} <= places.keys():
        raise Refusal("clients.heads_missing", file=path.name)
    for position, row in enumerate(cells[1:], start=2):
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if any(said.values()):
            yield Row({name: _with_zeros(name, text) for name, text in said.items()}, f"{path.name}:{position}")


def _with_zeros(name: str, text: str) -> str:
    if text.isdigit() and len(text) + 1 in _LENGTHS.get(name, ()):
        return f"0{text}"
    return text


def load(rows: Sequence[Row], *, at: datetime, tell: Callable[[Row, Refusal], None]) -> Outcome:
    """Do row after row; each that is refused is told and leaves nothing behind."""
    outcome, columns, ours = Outcome(), pricing.columns(), companies.own_entities()
    for row in rows:
        try:
            with transaction.atomic():
                done = _client(row, columns, ours, at)
        except Refusal as refusal:
            outcome.refused += 1
            tell(row, refusal)
            continue
        outcome.companies += done.companies
        outcome.contracts += done.contracts
        outcome.people += done.people
        outcome.known += not (done.companies or done.contracts or done.people)
    return outcome


def _client(
    row: Row, columns: Sequence[pricing.ColumnRow], ours: Sequence[companies.SellerRow], at: datetime
) -> Outcome:
    done, form = Outcome(), Form(row.cells)
    company, deal = _known(form), _deal(form, columns, at)
    if company is None:
        company, done.companies = _register(form, at), 1
    if form.text("number") and not _has_signed(company, form.text("number")):
        _sign(company, form, deal, ours)
        done.contracts = 1
    if form.text("email"):
        done.people = _invite(company, form, at)
    return done


def _known(form: Form) -> int | None:
    given = rules.tidied(_requisites(form))
    return companies.company_with(given.inn, given.kpp) or companies.company_abroad(given.ogrn if not given.inn else "")


def _requisites(form: Form) -> Requisites:
    """A sole trader's INN has 12 digits; who has none is abroad."""
    inn = "".join(form.text("inn").split())
    kind = rules.FOREIGN if not inn else rules.SOLE_TRADER if len(inn) == 12 else rules.LEGAL_ENTITY  # noqa: PLR2004
    texts = ("full_name", "kpp", "ogrn", "legal_address", "postal_address", "phone")
    return replace(Requisites(name=form.text("name"), inn=inn, kind=kind), **{name: form.text(name) for name in texts})


def _register(form: Form, at: datetime) -> int:
    account, bic, bank, correspondent = (form.text(name) for name in _BANK)
    details = BankDetails(account=account, bic=bic, bank=bank, correspondent=correspondent) if account or bic else None
    form.refuse(*actions.objections_to_company(_requisites(form), details))  # with what of a contract can't be read
    company = actions.register_company(requisites=_requisites(form), bank=details, actor=None, at=at)
    if form.text("address"):
        actions.add_address(company=company, name="", address=form.text("address"), actor=None, at=at)
    return company


def _has_signed(company: int, contract: str) -> bool:
    return any(one.number == contract for one in companies.contracts_of_company(company))


@dataclass(frozen=True, slots=True)
class _Deal:
    """What a row says of a contract: the standing terms where it says nothing."""

    currency: str
    signed_on: date
    terms: TermsNumbers
    prices: ByColumn
    at: datetime


def _deal(form: Form, columns: Sequence[pricing.ColumnRow], at: datetime) -> _Deal:
    currency = form.text("currency").upper() or "RUB"
    terms = replace(
        STANDING,
        credit_limit=_read(form, "credit_limit", money),
        deferral_days=_read(form, "deferral_days", count),
    )
    signed_on = form.read("signed_on", day, business_day(at)) if form.text("signed_on") else business_day(at)
    prices = ByColumn(_column(form.text("column"), columns, currency), _read(form, "discount", number))
    return _Deal(currency, signed_on, terms, prices, at)


def _sign(company: int, form: Form, deal: _Deal, ours: Sequence[companies.SellerRow]) -> None:
    agreement = Agreement(
        seller=_seller(form.text("seller"), ours),
        company=company,
        number=form.text("number"),
        signed_on=deal.signed_on,
        currency=deal.currency,
    )
    form.refuse(*pricing_actions.objections_to_signing(agreement, deal.terms, deal.prices, None))
    pricing_actions.sign_contract(agreement=agreement, terms=deal.terms, prices=deal.prices, actor=None, at=deal.at)


def _read(form: Form, name: str, how: Callable[[str], Number]) -> Number:
    """An empty cell is nothing."""
    nothing = how("0")
    return form.read(name, how, nothing) if form.text(name) else nothing


def _seller(text: str, ours: Sequence[companies.SellerRow]) -> int:
    """By INN or name; the only one need not be named."""
    found = [one.id for one in ours if not text or text.casefold() in {one.inn, one.name.casefold()}]
    return found[0] if len(found) == 1 else 0


def _column(text: str, columns: Sequence[pricing.ColumnRow], currency: str) -> int:
    """By code or name; where none is named, the one by which contracts are signed."""
    found = [one.id for one in columns if text.casefold() in {one.code.casefold(), one.name.casefold()}]
    standing = None if text else pricing.standing_column(currency)
    return standing.id if standing else found[0] if len(found) == 1 else 0


def _invite(company: int, form: Form, at: datetime) -> int:
    """The first person of a company says who else works there; how many were added."""
    people, email = companies.people(company), form.text("email")
    if email.casefold() in {one.email.casefold() for one in people}:
        return 0
    role, name = rules.BUYER if people else rules.OWNER, form.text("person") or form.text("name")
    actions.invite_person(company=company, email=email, name=name, role=role, actor=None, at=at)
    return 1

"""Contracts, terms, requisites, people: what other rooms ask about companies."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from optom.base.books import Broken
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.documents.rules import Party

from .models import BankAccount, Company, Contract, DeliveryAddress, Membership, Seller
from .rules import OPENS_NEW_BUSINESS, BankDetails, Requisites, TermsNumbers, allows

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract with the names of its two sides."""

    id: int
    number: str
    signed_on: date
    currency: str
    is_active: bool
    company: int
    company_name: str
    seller: int
    seller_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsRow(TermsNumbers):
    """The numbers of a contract and since when they hold."""

    id: int
    contract: int
    valid_from: datetime
    valid_to: datetime | None = None
    owner: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract, its terms at a moment, and what the person who acts is to it."""

    contract: ContractRow
    terms: TermsRow
    role: str | None
    is_staff: bool
    is_program: bool

    def objections(self, act: str) -> list[Refusal]:
        """Why he may not do ``act`` (order, ship, pay, see, administer) in this contract; none if he may."""
        found = []
        if act in OPENS_NEW_BUSINESS and not self.contract.is_active:
            found.append(Refusal("companies.contract_closed", contract=self.contract.id, number=self.contract.number))
        if not (self.is_program or self.is_staff or allows(self.role, act)):
            found.append(Refusal("companies.may_not", role=self.role or "", act=act))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow(Requisites):
    """The requisites of a company; ``bank`` is its main account, if it told us one."""

    id: int
    bank: BankDetails | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerRow(CompanyRow):
    """The requisites of one of our legal entities and who signs for it."""

    vat: str = "payer"
    director: str = ""
    accountant: str = ""


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where goods of a company go and who takes them there."""

    id: int
    company: int
    name: str
    address: str
    consignee: str
    contact: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person who acts for a company; ``has_come`` who has signed in at least once."""

    id: int
    user: int
    name: str
    email: str
    role: str
    has_come: bool


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A kept view of a sheet as somebody finds it; ``is_default`` where he opens the sheet by it."""

    id: int
    name: str
    state: Mapping[str, Any]
    is_shared: bool
    author: int
    author_name: str
    is_default: bool


def contract(contract_id: int) -> ContractRow:
    """The contract; refuses `companies.contract_unknown`, also to whom the database doesn't show it."""
    row = _sql.first("contract", contract=contract_id)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract_id)
    return ContractRow(*row)


def contracts_of(user: int) -> list[ContractRow]:
    """The contracts of all companies for which a person acts, open ones first, then by company and date."""
    return [ContractRow(*row) for row in _sql.rows("contracts_of", user=user)]


def terms(contract_id: int, at: datetime) -> TermsRow:
    """The terms that hold (or held) at ``at``; refuses `companies.no_terms` before the contract was signed."""
    row = _sql.first("terms", contract=contract_id, at=at)
    if row is None:
        raise Refusal("companies.no_terms", contract=contract_id)
    return TermsRow(**row._asdict())


def terms_history(contract_id: int) -> list[TermsRow]:
    """All terms of a contract, the current ones first."""
    return [TermsRow(**row._asdict()) for row in _sql.rows("terms_history", contract=contract_id)]


def standing(contract_id: int, actor: int | None, at: datetime) -> Standing:
    """Contract, terms and the person's place in it: one statement. Refuses what `contract` and `terms` refuse."""
    row = _sql.first("standing", contract=contract_id, actor=actor, at=at)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract_id)
    if row.terms is None:
        raise Refusal("companies.no_terms", contract=contract_id)
    return Standing(
        contract=ContractRow(*row[:9]),
        terms=_terms_inside(row),
        role=row.role,
        is_staff=row.is_staff,
        is_program=actor is None,
    )


def _terms_inside(row: Row) -> TermsRow:
    numbers = {field.name: getattr(row, field.name) for field in fields(TermsNumbers)}
    return TermsRow(id=row.terms, contract=row.id, valid_from=row.valid_from, **numbers)


def membership(user: int, company: int) -> str | None:
    """The role of a person in a company; None when he has nothing to do with it."""
    return Membership.objects.filter(user_id=user, company_id=company).values_list("role", flat=True).first()


def people(company: int) -> list[PersonRow]:
    """Who acts for a company, by name."""
    return [PersonRow(*row) for row in _sql.rows("people", company=company)]


def views(*, sheet: str, company: int | None, actor: int) -> list[ViewRow]:
    """The views of a sheet that a person may open, his own first. Without a company: those of the staff."""
    rows = _sql.rows("views", sheet=sheet, company=company, actor=actor)
    return [ViewRow(**{**row._asdict(), "state": json.loads(row.state)}) for row in rows]


def addresses(company: int) -> list[AddressRow]:
    """The delivery addresses in use, by name."""
    found = DeliveryAddress.objects.filter(company_id=company, is_active=True).order_by("name", "id")
    return [AddressRow(*values) for values in found.values_list(*_ADDRESS)]


def address(address_id: int) -> AddressRow | None:
    """One delivery address, in use or not."""
    values = DeliveryAddress.objects.filter(pk=address_id).values_list(*_ADDRESS).first()
    return AddressRow(*values) if values else None


_ADDRESS = ("id", "company_id", "name", "address", "consignee", "contact", "is_active")


def seller_requisites(seller: int) -> SellerRow:
    """What a paper shows of the seller."""
    found = Seller.objects.values(*_REQUISITES, "id", "vat", "director", "accountant").get(pk=seller)
    return SellerRow(**found, bank=_main_bank({"seller_id": seller}))


def company_requisites(company: int) -> CompanyRow:
    """What a paper shows of the buyer."""
    found = Company.objects.values(*_REQUISITES, "id").get(pk=company)
    return CompanyRow(**found, bank=_main_bank({"company_id": company}))


_REQUISITES = tuple(field.name for field in fields(Requisites))


def party(company: CompanyRow) -> Party:
    """The company as a side of a paper."""
    address = company.legal_address or company.postal_address
    return Party(company.full_name or company.name, company.inn, company.kpp, address, company.phone)


def sellers() -> list[tuple[int, str]]:
    """Our legal entities, by name."""
    return list(Seller.objects.order_by("name", "id").values_list("id", "name"))


def company_with(inn: str, kpp: str = "") -> int | None:
    """The company with these numbers, if we know it."""
    return Company.objects.filter(inn=inn, kpp=kpp).values_list("id", flat=True).first()


def contracts_of_company(company: int) -> list[ContractRow]:
    """The contracts of a company, open ones first."""
    found = Contract.objects.filter(company_id=company).order_by("-is_active", "signed_on", "id")
    return [ContractRow(*values) for values in found.values_list(*_CONTRACT)]


_CONTRACT = (
    *("id", "number", "signed_on", "currency", "is_active"),
    *("company_id", "company__name", "seller_id", "seller__name"),
)


def _main_bank(owner: Mapping[str, Any]) -> BankDetails | None:
    names = ("account", "bic", "bank", "correspondent", "is_main")
    found = BankAccount.objects.filter(**owner).order_by("-is_main", "-id").values(*names).first()
    return BankDetails(**found) if found else None


def broken_books() -> list[Broken]:
    """Contracts whose terms have gaps, overlap, or have no end that is open."""
    return [
        Broken("terms without gaps", f"companies.contract:{row.contract}", row.expected, row.found)
        for row in _sql.rows("broken_terms")
    ]

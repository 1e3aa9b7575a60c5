"""Contracts, terms, requisites, people: what other rooms ask about companies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base.books import Broken
from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.documents.rules import Language, Party

from .entities import (
    AccountRow,
    EntityRow,
    already_known,
    bank_accounts,
    companies,
    company_abroad,
    company_with,
    objections_to_namesake,
    objections_to_own_namesake,
    objections_to_sides,
)
from .finding import FoundContract, FoundPerson, found_contracts, found_people
from .models import BankAccount, Company, Contract, DeliveryAddress, Seller
from .rules import (
    APPROVE,
    FOREIGN,
    NO_ADVANCES,
    NO_RIGHTS,
    NOTE,
    OPENS_NEW_BUSINESS,
    UNBOUND,
    BankDetails,
    Requisites,
    Rights,
    Signers,
    Spending,
    TermsNumbers,
    language_of_papers,
    objections_to_act,
)

__all__ = [
    "AccountRow",
    "AddressRow",
    "CentreRow",
    "CompanyRow",
    "ContractRow",
    "DeedRow",
    "EntityRow",
    "FoundContract",
    "FoundPerson",
    "HoldingTerms",
    "MemberRow",
    "PersonRow",
    "SellerRow",
    "Standing",
    "TermsRow",
    "ViewRow",
    "address",
    "addresses",
    "already_known",
    "approval_over",
    "approvers",
    "bank_accounts",
    "broken_books",
    "companies",
    "company",
    "company_abroad",
    "company_requisites",
    "company_with",
    "contract",
    "contracts_of",
    "contracts_of_company",
    "cost_centre",
    "cost_centres",
    "deeds",
    "found_contracts",
    "found_people",
    "holding_terms",
    "member",
    "names",
    "objections_to_namesake",
    "objections_to_own_namesake",
    "objections_to_sides",
    "own_entities",
    "party",
    "people",
    "seller",
    "seller_accounts",
    "seller_requisites",
    "sellers",
    "standing",
    "terms",
    "terms_history",
    "views",
]

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
class HoldingTerms:
    """Whose contract it is, and for how long and up to which value it may hold goods (None: up to any)."""

    company: int
    hours: int
    limit: Decimal | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A contract, its terms at a moment, and what the person who acts is to it."""

    contract: ContractRow
    terms: TermsRow
    role: str | None
    is_staff: bool
    is_program: bool
    rights: Rights = NO_RIGHTS
    spending: Spending = UNBOUND

    def objections(self, act: str) -> list[Refusal]:
        """Why he may not do ``act`` (one of ``rules.ACTS``) in this contract; none if he may."""
        found = []
        if act in OPENS_NEW_BUSINESS and not self.contract.is_active:
            found.append(Refusal("companies.contract_closed", contract=self.contract.id, number=self.contract.number))
        if not (self.is_program or self.is_staff):
            found += objections_to_act(self.rights, act, role=self.role)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow(Requisites):
    """The requisites of a company; ``bank`` is its main account, if it told us one.

    ``papers_language`` and ``papers_wanted`` are its choice of papers.
    """

    id: int
    bank: BankDetails | None = None
    papers_language: str = ""
    papers_wanted: Sequence[str] = ()

    def language(self, asked: Language) -> Language:
        """In which language its papers are issued, where somebody asks for one who reads ``asked``."""
        return language_of_papers(kind=self.kind, chosen=self.papers_language, asked=asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerRow(CompanyRow):
    """The requisites of one of our legal entities and who signs for it."""

    vat: str = "payer"
    papers: str = NOTE
    advances: str = NO_ADVANCES
    director: str = ""
    director_post: str = ""
    director_basis: str = ""
    accountant: str = ""
    accountant_basis: str = ""


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
    rights: Rights
    order_limit: Decimal | None
    month_limit: Decimal | None
    approver: int | None
    centres: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeedRow:
    """An entry of the journal about a company. ``person`` is empty for the supplier's people, None for the program."""

    id: int
    at: datetime
    actor: int | None
    person: str | None
    act: str
    subject: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """What a person is to a company: the name of his preset, and his rights."""

    role: str
    rights: Rights


@dataclass(frozen=True, slots=True)
class CentreRow:
    """A cost centre; ``budget`` is for a calendar month in the currency of the orders, None: any sum."""

    id: int
    company: int
    code: str
    name: str
    budget: Decimal | None
    is_closed: bool


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
        rights=frozenset(row.rights or ()),
        spending=_spending_inside(row),
    )


def holding_terms(contracts: Sequence[int], at: datetime) -> dict[int, HoldingTerms]:
    """Under which terms each of the contracts may hold goods at a moment; closed ones are left out. One statement."""
    rows = _sql.rows("holding_terms", contracts=list(contracts), at=at)
    return {row.contract: HoldingTerms(*row[1:]) for row in rows}


def _spending_inside(row: Row) -> Spending:
    """Nobody but the company's own people is bound by what its administrator says."""
    if row.role is None:
        return UNBOUND
    return Spending(
        order_limit=row.order_limit,
        month_limit=row.month_limit,
        approval_over=row.approval_over,
        centres=tuple(row.cost_centres),
        approver=row.approver,
    )


def _terms_inside(row: Row) -> TermsRow:
    numbers = {field.name: getattr(row, field.name) for field in fields(TermsNumbers)}
    return TermsRow(id=row.terms, contract=row.id, valid_from=row.valid_from, **numbers)


def member(user: int, company: int) -> MemberRow | None:
    """What a person is to a company; None when he has nothing to do with it."""
    row = _sql.first("membership", user=user, company=company)
    return None if row is None else MemberRow(row.role, frozenset(row.rights))


def people(company: int) -> list[PersonRow]:
    """Who acts for a company, by name."""
    return [
        PersonRow(**{**row._asdict(), "rights": frozenset(row.rights), "centres": tuple(row.centres)})
        for row in _sql.rows("people", company=company)
    ]


def approvers(company: int, *, person: int, named: int | None) -> list[PersonRow]:
    """Who approves what a person orders: the one named for him while he may, else every colleague who may."""
    able = [one for one in people(company) if APPROVE in one.rights and one.user != person]
    return [one for one in able if one.user == named] or able


def approval_over(company: int) -> Decimal | None:
    """Orders of the company over this sum are approved by a colleague, whoever places them."""
    found: Decimal | None = Company.objects.values_list("approval_over", flat=True).get(pk=company)
    return found


def cost_centres(company: int) -> list[CentreRow]:
    """The cost centres of a company, by code, closed ones too."""
    return [CentreRow(*row) for row in _sql.rows("cost_centres", company=company)]


def cost_centre(company: int, centre: int) -> CentreRow | None:
    """One of them; None for another company's."""
    return next((one for one in cost_centres(company) if one.id == centre), None)


def deeds(*, company: int, with_money: bool, with_papers: bool) -> Listed:
    """What was done in a company's name and with it, as ``DeedRow``, newest first."""
    return _deeds.of(company=company, with_money=with_money, with_papers=with_papers)


def _deed(*columns: Any) -> DeedRow:
    return replace(DeedRow(*columns), facts=orjson.loads(columns[-1]))


_deeds = Listing(
    __package__,
    "deeds",
    search=("person", "subject", "facts"),
    texts=("person",),
    nulls=("actor", "person"),
    row=_deed,
)


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


def seller_requisites(seller: int, *, currency: str = "RUB") -> SellerRow:
    """What a paper in this currency shows of the seller."""
    return SellerRow(**_with_bank(_sql.one("seller_requisites", seller=seller, **_account_in(currency))))


def signers_of(seller: SellerRow) -> Signers:
    """What of it is not its requisites."""
    return Signers(**{field.name: getattr(seller, field.name) for field in fields(Signers)})


def company_requisites(company: int, *, currency: str = "RUB") -> CompanyRow:
    """What a paper in this currency shows of the buyer."""
    return CompanyRow(**_with_bank(_sql.one("company_requisites", company=company, **_account_in(currency))))


def company(company_id: int) -> CompanyRow | None:
    """The company; None where there is none."""
    row = _sql.first("company_requisites", company=company_id, **_account_in("RUB"))
    return CompanyRow(**_with_bank(row)) if row else None


def seller(seller_id: int) -> SellerRow | None:
    """One of our legal entities; None where there is none."""
    row = _sql.first("seller_requisites", seller=seller_id, **_account_in("RUB"))
    return SellerRow(**_with_bank(row)) if row else None


def _account_in(currency: str) -> dict[str, str]:
    """Which account of a side a paper shows: the main one of those in its currency, else the main one."""
    return {"currency": currency, "currencies": json.dumps(CURRENCIES_OF_ACCOUNTS)}


def _with_bank(row: Row) -> dict[str, Any]:
    facts: dict[str, Any] = row._asdict()
    bank = {field.name: facts.pop(f"bank_{field.name}") for field in fields(BankDetails)}
    return {**facts, "bank": None if bank["account"] is None else BankDetails(**bank)}


def party(company: CompanyRow) -> Party:
    """The company as a side of a paper."""
    address = company.legal_address or company.postal_address
    register = company.ogrn if company.kind == FOREIGN else ""
    return Party(company.full_name or company.name, company.inn, company.kpp, address, company.phone, register)


def names(companies: Sequence[int]) -> dict[int, str]:
    """The names of companies. One statement."""
    return dict(Company.objects.filter(pk__in=companies).values_list("id", "name"))


def own_entities() -> list[SellerRow]:
    """Our legal entities with their requisites and main accounts, by name."""
    return [seller_requisites(seller) for seller, _name in sellers()]


def sellers() -> list[tuple[int, str]]:
    """Our legal entities, by name."""
    return list(Seller.objects.order_by("name", "id").values_list("id", "name"))


def seller_accounts() -> dict[str, int]:
    """All accounts of our own, with the seller of each."""
    return dict(BankAccount.objects.filter(seller__isnull=False).values_list("account", "seller_id"))


def contracts_of_company(company: int) -> list[ContractRow]:
    """The contracts of a company, open ones first."""
    found = Contract.objects.filter(company_id=company).order_by("-is_active", "signed_on", "id")
    return [ContractRow(*values) for values in found.values_list(*_CONTRACT)]


_SIDES_OF_CONTRACT = ("company_id", "company__name", "seller_id", "seller__name")
_CONTRACT = ("id", "number", "signed_on", "currency", "is_active", *_SIDES_OF_CONTRACT)


def broken_books() -> list[Broken]:
    """Contracts whose terms have gaps, overlap, or have no end that is open."""
    return [
        Broken("terms without gaps", f"companies.contract:{row.contract}", row.expected, row.found)
        for row in _sql.rows("broken_terms")
    ]

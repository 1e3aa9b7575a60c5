"""Legal entities, theirs and ours: the list of them, their accounts, and which of them is known already."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from optom.base.identifiers import currency_of_account
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal

from .models import BankAccount, Company, Contract, Seller
from .rules import Agreement, BankDetails, Requisites


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A company in the list of all, also one that has signed nothing yet."""

    id: int
    name: str
    kind: str
    inn: str
    kpp: str
    ogrn: str
    created_at: datetime
    contracts: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow(BankDetails):
    """An account of a company or of ours."""

    id: int


_companies = Listing(
    __package__,
    "companies",
    search=("name", "inn", "kpp", "ogrn"),
    texts=("name", "inn", "kpp", "ogrn"),
    order=("name", "id"),
    row=EntityRow,
)


def companies() -> Listed:
    """Every company that buys or is going to, as ``EntityRow``, by name."""
    return _companies.of()


def bank_accounts(*, company: int | None = None, seller: int | None = None) -> list[AccountRow]:
    """The accounts of a company or of one of our legal entities, the main one first."""
    names = ("id", "account", "bic", "bank", "correspondent", "is_main")
    owner: dict[str, Any] = {"company_id": company} if company else {"seller_id": seller}
    found = BankAccount.objects.filter(**owner).order_by("-is_main", "id")
    return [AccountRow(**values) for values in found.values(*names)]


def shown_account(currency: str, **owner: int) -> BankDetails | None:
    """Which account of a side a paper shows: the main one of those in its currency, else the main one."""
    names = ("account", "bic", "bank", "correspondent", "is_main")
    found = BankAccount.objects.filter(**owner).order_by("-is_main", "-id")
    known = [BankDetails(**values) for values in found.values(*names)]
    fitting = (one for one in known if currency_of_account(one.account) == currency)
    return next(fitting, known[0] if known else None)


def company_with(inn: str, kpp: str = "") -> int | None:
    """The company with these numbers, if we know it."""
    return Company.objects.filter(inn=inn, kpp=kpp).exclude(inn="").values_list("id", flat=True).first()


def company_abroad(registration: str) -> int | None:
    """The foreign company without an INN that has this number in the register of its country, if we know it."""
    found = Company.objects.filter(inn="", ogrn=registration).exclude(ogrn="")
    return found.values_list("id", flat=True).first()


def already_known(given: Requisites, company: int | None) -> Refusal:
    """The refusal to register a firm twice; ``company`` is the one that is known."""
    if given.inn:
        return Refusal("companies.already_known", field="inn", inn=given.inn, kpp=given.kpp, company=company)
    return Refusal("companies.registration_known", field="ogrn", ogrn=given.ogrn, company=company)


def objections_to_namesake(given: Requisites, *, besides: int | None = None) -> list[Refusal]:
    """That another company with these numbers is known."""
    numbers = {"inn": given.inn, "kpp": given.kpp} if given.inn else {"inn": "", "ogrn": given.ogrn}
    if not any(numbers.values()):
        return []
    known = Company.objects.filter(**numbers).exclude(pk=besides or 0).values_list("id", flat=True).first()
    return [already_known(given, known)] if known else []


def objections_to_own_namesake(given: Requisites, *, besides: int | None = None) -> list[Refusal]:
    """That another of our legal entities has these numbers."""
    known = (
        Seller.objects.filter(inn=given.inn, kpp=given.kpp)
        .exclude(pk=besides or 0)
        .values_list("id", flat=True)
        .first()
    )
    return [already_known(given, known)] if known else []


def objections_to_sides(agreement: Agreement) -> list[Refusal]:
    """Sides of a contract that there are not, and a number that these two have used."""
    sides = {"seller_id": agreement.seller, "company_id": agreement.company}
    found = []
    if not Seller.objects.filter(pk=agreement.seller).exists():
        found.append(Refusal("companies.seller_unknown", field="seller", seller=agreement.seller))
    if not Company.objects.filter(pk=agreement.company).exists():
        found.append(Refusal("companies.company_unknown", company=agreement.company))
    number = agreement.number.strip()
    if number and Contract.objects.filter(**sides, number=number).exists():
        found.append(Refusal("companies.contract_exists", field="number", number=number))
    return found

"""Legal entities, theirs and ours: their requisites, and the banks in which they have accounts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries, rules
from optom.domain.companies.models import BankAccount, Company, Seller
from optom.domain.companies.rules import BankDetails, Requisites, Signers

from .rights import note


def register_company(
    *,
    requisites: Requisites,
    actor: int | None,
    at: datetime,
    bank: BankDetails | None = None,
) -> int:
    """A legal entity, a sole trader or a foreign firm that buys.

    Refuses every `companies.requisite_wrong`, `companies.already_known`, texts that are missing or too long.
    """
    accounts.require_desk(act="register_company", actor=actor)
    refuse_all(objections_to_company(requisites, bank))
    given, account = rules.tidied(requisites), rules.tidied_bank(bank) if bank else None
    with _told_apart(given), transaction.atomic():
        company = Company.objects.create(**asdict(given), created_at=at).pk
        if account:
            BankAccount.objects.create(company_id=company, **asdict(account))
        note("register_company", actor, at, f"companies.company:{company}", company, {"inn": given.inn or given.ogrn})
    return company


def objections_to_company(requisites: Requisites, bank: BankDetails | None) -> list[Refusal]:
    """What `register_company` would say against them."""
    given, account = rules.tidied(requisites), rules.tidied_bank(bank) if bank else None
    return [*_flaws(given, account), *queries.objections_to_namesake(given)]


def change_company(*, company: int, requisites: Requisites, actor: int | None, at: datetime) -> None:
    """The company is called otherwise, has moved, was mistyped: papers from now on show it, issued ones stay.

    Refuses as `register_company` does, and `companies.company_unknown`.
    """
    accounts.require_desk(act="register_company", actor=actor)
    given = rules.tidied(requisites)
    refuse_all([*_flaws(given), *queries.objections_to_namesake(given, besides=company)])
    with _told_apart(given), transaction.atomic():
        before = Company.objects.select_for_update(no_key=True).filter(pk=company).values(*asdict(given)).first()
        if before is None:
            raise Refusal("companies.company_unknown", company=company)
        if changes := _changes(before, asdict(given)):
            Company.objects.filter(pk=company).update(**asdict(given))
            note("change_company", actor, at, f"companies.company:{company}", company, changes)


def register_seller(
    *,
    requisites: Requisites,
    actor: int | None,
    at: datetime,
    bank: BankDetails | None = None,
    signers: Signers | None = None,
) -> int:
    """A legal entity of ours, which sells. Refuses as `register_company` does, and `companies.vat_unknown`."""
    accounts.require_desk(act="register_seller", actor=actor)
    given, account, told = rules.tidied(requisites), rules.tidied_bank(bank) if bank else None, signers or Signers()
    refuse_all([*_flaws_of_ours(given, told, account), *queries.objections_to_own_namesake(given)])
    with _told_apart(given), transaction.atomic():
        seller = Seller.objects.create(**asdict(given), **asdict(told), **_since(None, told, at)).pk
        if account:
            BankAccount.objects.create(seller_id=seller, **asdict(account))
        note("register_seller", actor, at, f"companies.seller:{seller}", None, {"inn": given.inn})
    return seller


def change_seller(*, seller: int, requisites: Requisites, signers: Signers, actor: int | None, at: datetime) -> None:
    """Other requisites, another tax regime, other people who sign: for papers from now on.

    Refuses as `register_seller` does, and `companies.seller_unknown`.
    """
    accounts.require_desk(act="register_seller", actor=actor)
    given = rules.tidied(requisites)
    refuse_all([*_flaws_of_ours(given, signers), *queries.objections_to_own_namesake(given, besides=seller)])
    values = asdict(given) | asdict(signers)
    with _told_apart(given), transaction.atomic():
        before = Seller.objects.select_for_update(no_key=True).filter(pk=seller).values(*values).first()
        if before is None:
            raise Refusal("companies.seller_unknown", seller=seller)
        if changes := _changes(before, values):
            Seller.objects.filter(pk=seller).update(**values, **_since(before["advances"], signers, at))
            note("change_seller", actor, at, f"companies.seller:{seller}", None, changes)


def _since(before: str | None, signers: Signers, at: datetime) -> dict[str, date]:
    """Money that comes from the day on which a seller begins with invoices for advances has them here."""
    begins = before in (None, rules.NO_ADVANCES) and signers.advances != rules.NO_ADVANCES
    return {"advances_since": business_day(at)} if begins else {}


def _flaws(given: Requisites, bank: BankDetails | None = None) -> list[Refusal]:
    abroad = given.kind == rules.FOREIGN
    accounts_of = rules.objections_to_bank(bank, may_be_abroad=abroad) if bank else []
    return [*rules.objections_to_requisites(given), *accounts_of]


def _flaws_of_ours(given: Requisites, signers: Signers, bank: BankDetails | None = None) -> list[Refusal]:
    known = [rules.LEGAL_ENTITY, rules.SOLE_TRADER]
    abroad = [] if given.kind != rules.FOREIGN else [Refusal("companies.kind_unknown", field="kind", known=known)]
    return [*abroad, *_flaws(given, bank), *rules.objections_to_signers(signers)]


@contextmanager
def _told_apart(given: Requisites) -> Iterator[None]:
    """Two who register the same firm at one moment: the second is told what the first has done."""
    try:
        yield
    except IntegrityError as error:
        if "_once" in str(error):
            raise queries.already_known(given, None) from error
        raise


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Old and new of all that changes."""
    return {name: [before[name], value] for name, value in after.items() if before[name] != value}

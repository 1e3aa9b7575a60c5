"""Contracts and their terms, addresses."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.accounts.rules import desk_may
from optom.domain.companies import events, queries, rules
from optom.domain.companies.models import Contract, DeliveryAddress, Terms
from optom.domain.companies.rules import Agreement, TermsNumbers

from .rights import note, require_right

_sql = statements("optom.domain.companies")


def sign_contract(*, agreement: Agreement, terms: TermsNumbers, actor: int | None, at: datetime) -> int:
    """A contract with its first terms, which hold from ``at``; who may not set terms signs at the standing ones.

    Refuses together what `objections_to_contract` finds.
    """
    accounts.require_desk(act="sign_contract", actor=actor)
    refuse_all(objections_to_contract(agreement, terms, actor))
    number, company = agreement.number.strip(), agreement.company
    sides = {"seller_id": agreement.seller, "company_id": company, "number": number}
    stated = {"signed_on": agreement.signed_on, "currency": agreement.currency}
    try:
        with transaction.atomic():
            contract = Contract.objects.create(**sides, **stated).pk
            Terms.objects.create(contract_id=contract, valid_from=at, owner_id=actor, **rules.numbers_of(terms))
            told = [(events.SIGNED, {"contract": contract, "company": company})]
            subject = f"companies.contract:{contract}"
            note("sign_contract", actor, at, subject, company, {"number": number}, announce=told)
    except IntegrityError as error:
        if "companies_contract_once" in str(error):
            raise Refusal("companies.contract_exists", field="number", number=number) from error
        raise
    return contract


def objections_to_contract(agreement: Agreement, terms: TermsNumbers, actor: int | None) -> list[Refusal]:
    """Why it can't be signed: an unknown side, a number that is missing or taken, wrong terms or not his to grant."""
    may_set_terms = actor is None or desk_may("set_terms", persons.staff_roles(actor))
    return [
        *rules.objections_to_agreement(agreement),
        *queries.objections_to_sides(agreement),
        *rules.objections_to_first_terms(terms, may_set_terms=may_set_terms),
    ]


def set_terms(*, contract: int, terms: TermsNumbers, reason: str, actor: int | None, at: datetime) -> None:
    """Close the current terms at ``at`` and begin new ones; nothing happens when no number changes.

    Refuses wrong numbers, a person's change without a reason, and a moment before the current terms began.
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(objections_to_change(terms, reason, actor))
    with transaction.atomic():
        company = lock_contract(contract)
        history = queries.terms_history(contract)
        current = history[0] if history else None
        if current and current.valid_from >= at:
            raise Refusal("companies.terms_in_past", since=current.valid_from)
        changes = _changes(current, terms)
        if not changes:
            return
        _sql.run("close_terms", contract=contract, at=at)
        numbers = rules.numbers_of(terms)
        Terms.objects.create(contract_id=contract, valid_from=at, owner_id=actor, reason=reason, **numbers)
        note("set_terms", actor, at, f"companies.contract:{contract}", company, {"reason": reason, **changes})


def close_contract(*, contract: int, reason: str, actor: int | None, at: datetime) -> None:
    """Nothing new is done in the contract; what is under way is finished and paid.

    Refuses `companies.reason_missing`.
    """
    _switch(contract, is_active=False, reason=reason, actor=actor, at=at)


def reopen_contract(*, contract: int, reason: str, actor: int | None, at: datetime) -> None:
    """Work goes on in a closed contract."""
    _switch(contract, is_active=True, reason=reason, actor=actor, at=at)


def add_address(
    *,
    company: int,
    name: str,
    address: str,
    actor: int | None,
    at: datetime,
    consignee: str = "",
    contact: str = "",
) -> int:
    """A place where the company's goods may go. Refuses `companies.address_missing`, `companies.may_not`."""
    require_right(company, actor, "address")
    refuse_all(_objections_to_address(name, address, consignee, contact))
    with transaction.atomic():
        values = {"name": name.strip() or address.strip()[:120], "address": address.strip()}
        values |= {"consignee": consignee.strip(), "contact": contact.strip()}
        known = DeliveryAddress.objects.create(company_id=company, **values).pk
        note("add_address", actor, at, f"companies.address:{known}", company, {"address": address})
    return known


def retire_address(*, address: int, actor: int | None, at: datetime) -> None:
    """The address is not offered any more; papers that name it stay as they are."""
    found = queries.address(address)
    if found is None:
        raise Refusal("companies.address_unknown", address=address)
    require_right(found.company, actor, "address")
    with transaction.atomic():
        DeliveryAddress.objects.filter(pk=address).update(is_active=False)
        note("retire_address", actor, at, f"companies.address:{address}", found.company, {})


def _objections_to_address(name: str, address: str, consignee: str, contact: str) -> list[Refusal]:
    missing = [] if address.strip() else [Refusal("companies.address_missing", field="address")]
    texts = {"name": (name, 120), "address": (address, 400), "consignee": (consignee, 200), "contact": (contact, 200)}
    return [*missing, *too_long(**texts)]


def objections_to_change(terms: TermsNumbers, reason: str, actor: int | None) -> list[Refusal]:
    """Wrong numbers, and a person's change without a reason."""
    unexplained = actor is not None and not reason.strip()
    missing = [Refusal("companies.reason_missing", field="reason")] if unexplained else []
    return [*rules.objections_to_terms(terms), *missing, *too_long(reason=(reason, 300))]


def _changes(current: TermsNumbers | None, terms: TermsNumbers) -> dict[str, Any]:
    """Old and new of every number that changes."""
    before = rules.numbers_of(current) if current else {}
    after = rules.numbers_of(terms)
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}


def _switch(contract: int, *, is_active: bool, reason: str, actor: int | None, at: datetime) -> None:
    accounts.require_desk(act="set_terms", actor=actor)
    if not reason.strip():
        raise Refusal("companies.reason_missing", field="reason")
    with transaction.atomic():
        company = lock_contract(contract)
        Contract.objects.filter(pk=contract).update(is_active=is_active)
        act = "reopen_contract" if is_active else "close_contract"
        note(act, actor, at, f"companies.contract:{contract}", company, {"reason": reason})


def lock_contract(contract: int) -> int:
    """Let changes of a contract's terms follow each other, in whatever room; its company.

    Refuses `companies.contract_unknown`.
    """
    row = _sql.first("lock_contract", contract=contract)
    if row is None:
        raise Refusal("companies.contract_unknown", contract=contract)
    return int(row.company)


def lock_contracts(contracts: Sequence[int]) -> dict[int, int]:
    """The same for many, the lower number first: their companies; what there is not is absent. One statement."""
    return {row.id: row.company for row in _sql.rows("lock_contracts", contracts=list(contracts))}

"""What a contract's prices are made of. Columns themselves are published by import, or as a list of the firm's own."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import actions as accounts
from optom.domain.accounts import queries as persons
from optom.domain.accounts.rules import desk_may
from optom.domain.companies import actions as company_actions
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import Agreement, TermsNumbers
from optom.domain.journal import actions as journal

from . import objections, queries
from .breaks import set_breaks
from .importing import publish_prepared
from .many import Exceptions, end_exceptions, prolong_exceptions
from .models import ContractPricing
from .publishing import approve_list, plan_list, preview_list, publish_due, publish_list, take_back_list
from .schemes import NewScheme, set_schemes
from .shelves import measure as measure_shelves
from .special import Of, end_column_of, end_fixed_price, set_column_of, set_fixed_price

__all__ = [
    "ByColumn",
    "Exceptions",
    "NewScheme",
    "Of",
    "approve_list",
    "end_column_of",
    "end_exceptions",
    "end_fixed_price",
    "measure_shelves",
    "objections_to_signing",
    "plan_list",
    "preview_list",
    "prolong_exceptions",
    "publish_due",
    "publish_list",
    "publish_prepared",
    "set_breaks",
    "set_column_of",
    "set_fixed_price",
    "set_scheme",
    "set_schemes",
    "sign_contract",
    "take_back_list",
]


@dataclass(frozen=True, slots=True)
class ByColumn:
    """The column by which a contract buys, less ``discount`` percent, rounded to ``rounding``."""

    column: int
    discount: Decimal = Decimal(0)
    rounding: Decimal = Decimal("0.01")


def sign_contract(
    *, agreement: Agreement, terms: TermsNumbers, prices: ByColumn, actor: int | None, at: datetime
) -> int:
    """A contract in which can be bought at once: its first terms and the column of its prices hold from ``at``.

    Who may not set terms signs at the standing ones: by the first column, without a discount (ADR 0028). Refuses
    together what `objections_to_signing` finds.
    """
    accounts.require_desk(act="sign_contract", actor=actor)
    refuse_all(objections_to_signing(agreement, terms, prices, actor))
    with transaction.atomic():
        contract = company_actions.sign_contract(agreement=agreement, terms=terms, actor=actor, at=at)
        ContractPricing.objects.create(contract_id=contract, valid_from=at, **_columns(prices))
        _note(contract, agreement.company, prices, "", actor, at)
    return contract


def objections_to_signing(
    agreement: Agreement, terms: TermsNumbers, prices: ByColumn, actor: int | None
) -> list[Refusal]:
    """What `companies.objections_to_contract` finds, and what is wrong with the prices or not his to grant."""
    return [
        *company_actions.objections_to_contract(agreement, terms, actor),
        *_objections(prices, agreement.currency),
        *_objections_to_deal(prices, agreement, actor),
    ]


def set_scheme(
    *,
    contract: int,
    column: int,
    discount: Decimal,
    rounding: Decimal,
    actor: int | None,
    at: datetime,
    reason: str = "",
) -> None:
    """From ``at`` on the contract pays by this column less ``discount`` percent, rounded to ``rounding``.

    Nothing happens when nothing changes. Refuses `accounts.may_not`, `pricing.column_unknown`,
    `pricing.currency_differs`, `pricing.discount_wrong`, `pricing.rounding_wrong`, `pricing.reason_missing` (a person
    has to say why).
    """
    accounts.require_desk(act="set_terms", actor=actor)
    known, prices = companies.contract(contract), ByColumn(column, discount, rounding)
    refuse_all([*_objections(prices, known.currency), *objections.to_reason(reason, actor)])
    with transaction.atomic():
        company_actions.lock_contract(contract)
        current = ContractPricing.objects.filter(contract_id=contract, valid_to=None).first()
        if current and ByColumn(current.column_id, current.discount, current.rounding) == prices:
            return
        ContractPricing.objects.filter(contract_id=contract, valid_to=None).update(valid_to=at)
        ContractPricing.objects.create(contract_id=contract, valid_from=at, reason=reason.strip(), **_columns(prices))
        _note(contract, known.company, prices, reason, actor, at)


def _columns(prices: ByColumn) -> dict[str, int | Decimal]:
    return {"column_id": prices.column, "discount": prices.discount, "rounding": prices.rounding}


def _note(contract: int, company: int, prices: ByColumn, reason: str, actor: int | None, at: datetime) -> None:  # noqa: PLR0917 -- an entry of the journal in its usual order
    journal.record(
        act="pricing.set_scheme",
        actor=actor,
        at=at,
        subject=f"companies.contract:{contract}",
        company=company,
        facts={**_columns(prices), "reason": reason},
    )


def _objections(prices: ByColumn, currency: str) -> Iterator[Refusal]:
    yield from objections.to_column(prices.column, currency)
    yield from objections.to_discount(prices.discount)
    if not 0 < prices.rounding <= objections.HUNDRED or prices.rounding % objections.FINEST:
        yield Refusal("pricing.rounding_wrong", field="rounding", rounding=prices.rounding)


def _objections_to_deal(prices: ByColumn, agreement: Agreement, actor: int | None) -> list[Refusal]:
    """A price of his own from somebody who may not set terms."""
    if actor is None or desk_may("set_terms", persons.staff_roles(actor)):
        return []
    standing = queries.standing_column(agreement.currency)
    if standing is None:
        return []
    own, usual = asdict(prices), asdict(ByColumn(standing.id))
    told = {**usual, "column": standing.name}
    return [
        Refusal("pricing.not_standing", field=name, standing=told[name]) for name in own if own[name] != usual[name]
    ]

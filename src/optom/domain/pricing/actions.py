"""What a contract's prices are made of. Columns themselves are published by import."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.texts import too_long
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from .models import Column, ContractPricing

_HUNDRED = Decimal(100)
_FINEST_ROUNDING = Decimal("0.0001")


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
    `pricing.discount_wrong`, `pricing.rounding_wrong`, `pricing.reason_missing` (a person has to say why).
    """
    accounts.require_desk(act="set_terms", actor=actor)
    refuse_all(_objections(column, discount, rounding, reason, actor))
    with transaction.atomic():
        company = companies.contract(contract).company
        current = ContractPricing.objects.select_for_update().filter(contract_id=contract, valid_to=None).first()
        if current and (current.column_id, current.discount, current.rounding) == (column, discount, rounding):
            return
        ContractPricing.objects.filter(contract_id=contract, valid_to=None).update(valid_to=at)
        numbers = {"column_id": column, "discount": discount, "rounding": rounding}
        ContractPricing.objects.create(contract_id=contract, valid_from=at, **numbers)
        journal.record(
            act="pricing.set_scheme",
            actor=actor,
            at=at,
            subject=f"companies.contract:{contract}",
            company=company,
            facts={**numbers, "reason": reason},
        )


def _objections(column: int, discount: Decimal, rounding: Decimal, reason: str, actor: int | None) -> list[Refusal]:
    reasons = []
    if not Column.objects.filter(pk=column).exists():
        reasons.append(Refusal("pricing.column_unknown", field="column", column=column))
    if not -_HUNDRED <= discount < _HUNDRED:
        reasons.append(Refusal("pricing.discount_wrong", field="discount", discount=discount))
    if not 0 < rounding <= _HUNDRED or rounding % _FINEST_ROUNDING:
        reasons.append(Refusal("pricing.rounding_wrong", field="rounding", rounding=rounding))
    if actor is not None and not reason.strip():
        reasons.append(Refusal("pricing.reason_missing", field="reason"))
    return [*reasons, *too_long(reason=(reason, 300))]

"""Columns and discounts of many contracts at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson
from django.db import transaction

from optom.base.sql import statements
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal
from optom.domain.journal.actions import Deed

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class NewScheme:
    """What a contract's column and discount are to become, out of which; the rest of its terms stays.

    ``reason`` and ``known`` tell why, as `models.ContractPricing` does.
    """

    contract: int
    column_before: int
    discount_before: Decimal
    column: int
    discount: Decimal
    reason: str = ""
    known: Mapping[str, str] | None = None


def set_schemes(*, schemes: Sequence[NewScheme], actor: int | None, at: datetime) -> int:
    """From ``at`` on these contracts pay so; how many do. Where somebody has set other terms meanwhile, those stay.

    Whoever calls has judged columns and discounts, and who may do it. Four statements, whatever their number.
    """
    with transaction.atomic():
        companies_of = companies.lock_contracts([one.contract for one in schemes])
        moved = {row.contract for row in _sql.rows("set_schemes", at=at, **_lists(schemes))}
        changed = [one for one in schemes if one.contract in moved]
        deeds = [Deed(f"companies.contract:{one.contract}", companies_of[one.contract], _facts(one)) for one in changed]
        journal.record_each(act="pricing.set_scheme", actor=actor, at=at, deeds=deeds)
    return len(changed)


def _lists(schemes: Sequence[NewScheme]) -> dict[str, list[Any]]:
    names = ("contract", "column_before", "discount_before", "column", "discount", "reason")
    lists: dict[str, list[Any]] = {f"{name}s": [getattr(one, name) for one in schemes] for name in names}
    return {**lists, "knowns": [orjson.dumps(dict(one.known or {})).decode() for one in schemes]}


def _facts(one: NewScheme) -> dict[str, Any]:
    return {"column": one.column, "discount": one.discount, "reason": one.reason}

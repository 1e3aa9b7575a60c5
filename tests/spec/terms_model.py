"""What rules of terms make of contracts, the slow way: contract by contract, document by document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from optom.base.formula import Field, Formula, Kind, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from optom.domain.policy.queries import Policy

Terms = tuple[str, Decimal | None, int, str]


@dataclass
class Agreed:
    """A contract as the model knows it: what left and was taken off by days (without VAT), what is owed since when."""

    client: int
    follows: bool = True
    column: str = "wholesale"
    discount: Decimal = Decimal(0)
    moved: list[tuple[date, Decimal]] = field(default_factory=list)
    owed: list[tuple[date, Decimal]] = field(default_factory=list)


def proposals(policy: Policy, contracts: Sequence[Agreed], today: date) -> dict[int, Terms]:
    """By the place of the contract: column, discount, rule and why it is held, of all that changes or is held."""
    made = {}
    for place, contract in enumerate(contracts):
        if not contract.follows:
            continue
        row = known(contract, contracts, today)
        ruled = next(
            (
                (number, rule)
                for number, rule in enumerate(policy.rules, 1)
                if not rule.condition or value(rule.condition, row, Kind.FLAG)
            ),
            None,
        )
        if ruled is not None:
            number, rule = ruled
            discount = percent(value(rule.price, row, Kind.NUMBER) if rule.price else Decimal(0))
            terms = (rule.column or contract.column, discount, number, "" if discount is not None else "discount")
            if terms[3] or terms[:2] != (contract.column, contract.discount):
                made[place] = terms
    return made


def known(contract: Agreed, contracts: Sequence[Agreed], today: date) -> dict[str, Any]:
    """All that the rules of the test name."""
    this = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = date(this.year, this.month - 3, 1) if this.month > 3 else date(this.year - 1, 10, 1)
    year = today.replace(year=today.year - 1)
    of_client = [move for other in contracts if other.client == contract.client for move in other.moved]
    late = [(day, amount) for day, amount in contract.owed if day < today]
    return {
        "turnover_last_quarter": total(contract.moved, last, this - timedelta(1)),
        "turnover_this_quarter": total(contract.moved, this, today),
        "turnover_12_months": total(contract.moved, year + timedelta(1), today),
        "client_turnover_last_quarter": total(of_client, last, this - timedelta(1)),
        "client_turnover_12_months": total(of_client, year + timedelta(1), today),
        "overdue": sum((amount for _, amount in late), Decimal(0)),
        "days_overdue": Decimal(max([(today - day).days for day, _ in late], default=0)),
        "open_contracts": Decimal(sum(other.client == contract.client for other in contracts)),
        "discount_now": contract.discount / 100,
    }


def total(moved: Sequence[tuple[date, Decimal]], since: date, until: date) -> Decimal:
    """What moved from day to day, both included."""
    return sum((amount for day, amount in moved if since <= day <= until), Decimal(0))


def percent(share: Any) -> Decimal | None:
    """A share as a discount in percent; None where it can't be one."""
    if share is None or not share >= -1:
        return None
    rounded = Decimal(share * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return rounded if rounded < 100 else None


def value(text: str, row: dict[str, Any], kind: Kind) -> Any:
    """Read anew each time."""
    sums = {"overdue"} | {name for name in row if "turnover" in name}
    fields = [Field(name, name, Kind.MONEY if name in sums else Kind.NUMBER) for name in row]
    return Formula.read(text, Vocabulary(fields), gives=kind).value(row)

"""Where a buyer's search looks: in all contracts of all his companies, first in the one where he works."""

from typing import Any

from django.urls import reverse

from optom.domain.companies import queries as companies
from optom.interfaces.kit.finding import MOST

from .context import Desk


def contracts_of(desk: Desk) -> dict[int, companies.ContractRow]:
    """The contracts in which he may work."""
    return desk.once("contracts", lambda: {one.id: one for one in companies.contracts_of(desk.actor)})


def everywhere(desk: Desk) -> dict[str, Any]:
    """What rooms are told: in which contracts to look, which of them comes first, how many are wanted."""
    return {"contracts": list(contracts_of(desk)), "here": desk.contract.id, "most": MOST + 1}


def address(contract: int, name: str, **given: Any) -> str:
    """An address within any of his contracts."""
    return reverse(f"portal:{name}", kwargs={"contract": contract, **given})


def told(desk: Desk, contract: int | None, *facts: str) -> str:
    """What tells a hit from others; whose it is, where that is not the present contract."""
    other = contracts_of(desk).get(contract or 0)
    whose = f"{other.company_name}, {other.number}" if other and other.id != desk.contract.id else ""
    return " · ".join(fact for fact in (*facts, whose) if fact)

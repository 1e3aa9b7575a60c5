"""Contracts and people of clients as the firm's people look for them."""

from dataclasses import dataclass

from optom.base.sought import Sought
from optom.base.sql import statements

_sql = statements(__package__)
_CAP = 500
_LONGEST_INN = 12


@dataclass(frozen=True, slots=True)
class FoundContract:
    """A contract that a search has found."""

    id: int
    number: str
    is_active: bool
    company_name: str
    inn: str
    seller_name: str


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person of a client, and the contract under which one finds him."""

    user: int
    name: str
    email: str
    contract: int
    company_name: str


def found_contracts(*, sought: Sought, most: int) -> list[FoundContract]:
    """Contracts by INN or its beginning, by a part of their number or of the company's name."""
    inn = sought.text if sought.text.isascii() and sought.text.isdigit() else ""
    rows = _sql.rows(
        "found_contracts",
        number=sought.number or None,
        part=sought.part,
        inn=inn or None,
        last=inn.ljust(_LONGEST_INN, "9") if inn else None,
        cap=_CAP,
        most=most,
    )
    return [FoundContract(*row) for row in rows]


def found_people(*, sought: Sought, most: int) -> list[FoundPerson]:
    """People of clients by a part of the name or of the address."""
    return [FoundPerson(*row) for row in _sql.rows("found_people", part=sought.part, cap=_CAP, most=most)]

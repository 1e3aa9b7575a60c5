"""Numbers of legal entities and traders that pass every check and belong to nobody.

Real tax offices number their taxpayers by their own code; ours all bear the code of the regional head office (RR00).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from optom.base.identifiers import (
    Problem,
    problem_with_account,
    problem_with_inn,
    problem_with_ogrn,
    problem_with_ogrnip,
)

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank with its own account at the Bank of Russia."""

    bic: str
    name: str
    correspondent: str


BANKS = (
    Bank("044525225", "ПАО Сбербанк, г. Москва", "30101810400000000225"),
    Bank("044525593", "АО «Альфа-Банк», г. Москва", "30101810200000000593"),
    Bank("044525974", "АО «ТБанк», г. Москва", "30101810145250000974"),
)


def inn_of_entity(region: str, serial: int) -> str:
    """The INN of a legal entity: 10 digits."""
    return _with_check(f"{region}00{serial:05}", 1, problem_with_inn)


def inn_of_trader(region: str, serial: int) -> str:
    """The INN of a sole trader: 12 digits."""
    return _with_check(f"{region}00{serial:06}", 2, problem_with_inn)


def kpp_of(region: str) -> str:
    """The KPP at the place of registration."""
    return f"{region}0101001"


def ogrn_of_entity(region: str, year: int, serial: int) -> str:
    """The OGRN of a legal entity: 13 digits."""
    return _with_check(f"1{year % 100:02}{region}00{serial:05}", 1, problem_with_ogrn)


def ogrn_of_trader(region: str, year: int, serial: int) -> str:
    """The OGRNIP of a sole trader: 15 digits."""
    return _with_check(f"3{year % 100:02}{region}00{serial:07}", 1, problem_with_ogrnip)


def account_in(bank: Bank, serial: int, *, currency: str = "810") -> str:
    """A settlement account, keyed by its bank; in roubles unless its code of currency says otherwise."""
    shape = f"40702{currency}{{}}0000{serial:07}"
    return next(account for key in _DIGITS if not problem_with_account(account := shape.format(key), bic=bank.bic))


def _with_check(body: str, digits: int, problem_with: Callable[[str], Problem | None]) -> str:
    """The body with the only ending that makes it sound."""
    endings = ("".join(ending) for ending in product(_DIGITS, repeat=digits))
    return next(number for ending in endings if problem_with(number := body + ending) is None)

"""Sellers, buyers, their contracts, addresses and people."""

# ruff: noqa: PLR2004 -- shares and habits of a firm that is made up
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from . import names, requisites
from .chance import chance
from .sizes import Size
from .writing import copy, go_on_after

SELLERS = ((1, "ООО «ТехСнаб Опт»", "77"), (2, "ООО «ТехСнаб Регион»", "16"))
MECHANIC, AGROMASH, STRANGER = 1, 2, 3
_NAMED = {MECHANIC: ("Механик", "77"), AGROMASH: ("Агромаш-Сервис", "16"), STRANGER: ("УралСтройКомплект", "66")}
_REQUISITES = "kind name full_name inn kpp ogrn legal_address postal_address phone"
_SIGNERS = "vat papers advances advances_since director director_post director_basis accountant accountant_basis"
_BANK = "account bic bank correspondent is_main"


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the other notions of the demo need it."""

    id: int
    company: int
    seller: int
    number: str
    signed_on: date


def write_companies(size: Size, *, seed: int, at: datetime) -> list[Contract]:
    """All legal entities and what is signed between them; the accounts of settlements follow by themselves."""
    dice = chance(seed, "companies")
    copy("companies_seller", f"id {_REQUISITES} {_SIGNERS}", _sellers(dice, at))
    copy("companies_company", f"id {_REQUISITES} created_at", (
        (number, *_company(number, dice), at - timedelta(days=dice.randint(420, 2000)))
        for number in range(1, size.companies + 1)))  # fmt: skip
    copy("companies_bankaccount", f"seller_id company_id {_BANK}", _accounts(size, dice))
    copy("companies_deliveryaddress", "company_id name address consignee contact is_active", _addresses(size, dice))
    contracts = list(_contracts(size, chance(seed, "contracts"), at))
    copy("companies_contract", "id seller_id company_id number signed_on currency is_active", (
        (one.id, one.seller, one.company, one.number, one.signed_on, "RUB", True) for one in contracts))  # fmt: skip
    go_on_after("companies_seller", "companies_company", "companies_contract")
    return contracts


def _sellers(dice: Random, at: datetime) -> Iterator[tuple[object, ...]]:
    for number, name, region in SELLERS:
        yield (
            number, *_entity(name, region, number, dice), "payer", "both", "lasting", (at - timedelta(days=14)).date(),
            "Романов Андрей Николаевич", "Генеральный директор", "Устав", "Орлова Марина Павловна", "",
        )  # fmt: skip


def _company(number: int, dice: Random) -> tuple[str, ...]:
    serial = 100 + number
    if number in _NAMED:
        name, region = _NAMED[number]
        return _entity(f"ООО «{name}»", region, serial, dice)
    region, _ = dice.choice(names.REGIONS)
    if number % 8 == 0:
        return _trader(names.person(dice), region, serial, dice)
    form = "АО" if number % 17 == 0 else "ООО"
    return _entity(f"{form} «{names.firm(number)}»", region, serial, dice)


def _entity(name: str, region: str, serial: int, dice: Random) -> tuple[str, ...]:
    place = names.address(dice, dict(names.REGIONS)[region])
    full = name.replace("ООО", "Общество с ограниченной ответственностью").replace("АО", "Акционерное общество")
    inn, kpp = requisites.inn_of_entity(region, serial), requisites.kpp_of(region)
    ogrn = requisites.ogrn_of_entity(region, dice.randint(2003, 2024), serial)
    return "legal_entity", name, full, inn, kpp, ogrn, place, place, _phone(dice)


def _trader(person: str, region: str, serial: int, dice: Random) -> tuple[str, ...]:
    place = names.address(dice, dict(names.REGIONS)[region])
    surname, name, father = person.split()
    short = f"ИП {surname} {name[0]}. {father[0]}."
    ogrn = requisites.ogrn_of_trader(region, dice.randint(2005, 2024), serial)
    full = f"Индивидуальный предприниматель {person}"
    return "sole_trader", short, full, requisites.inn_of_trader(region, serial), "", ogrn, place, place, _phone(dice)


def _phone(dice: Random) -> str:
    """Of a range that no operator has."""
    return f"+7 (000) {dice.randint(100, 999)}-{dice.randint(10, 99)}-{dice.randint(10, 99)}"


def _accounts(size: Size, dice: Random) -> Iterator[tuple[object, ...]]:
    for number, _, _ in SELLERS:
        yield (number, None, *_account(requisites.BANKS[0], number))
    for number in range(1, size.companies + 1):
        yield (None, number, *_account(dice.choice(requisites.BANKS), 100 + number))


def _account(bank: requisites.Bank, serial: int) -> tuple[object, ...]:
    return requisites.account_in(bank, serial), bank.bic, bank.name, bank.correspondent, True


def _addresses(size: Size, dice: Random) -> Iterator[tuple[object, ...]]:
    """One to three a company."""
    kinds = ("Основной склад", "Объект", "Филиал")
    for number in range(1, size.companies + 1):
        city = dice.choice(names.REGIONS)[1]
        for name in kinds[: 3 if number in _NAMED else dice.choice((1, 1, 2, 3))]:
            yield number, name, names.address(dice, city), "", f"{names.person(dice)}, {_phone(dice)}", True


def _contracts(size: Size, dice: Random, at: datetime) -> Iterator[Contract]:
    """One a company, a second one with the other seller for one in six."""
    number = 0
    for company in range(1, size.companies + 1):
        first = 1 if company in _NAMED or dice.random() < 0.8 else 2
        for seller in (first, 3 - first)[: 2 if company not in _NAMED and dice.random() < 0.17 else 1]:
            number += 1
            signed = (at - timedelta(days=dice.randint(410, 1500))).date()
            yield Contract(number, company, seller, str(117 + number), signed)

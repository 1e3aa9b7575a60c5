"""What each contract agrees on: numbers, column and rules of price, warehouses, what is shown."""

# ruff: noqa: PLR2004 -- shares and habits of a firm that is made up
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from .catalog import Frame
from .chance import chance
from .companies import AGROMASH, MECHANIC, STRANGER, Contract
from .goods import FAMILIES
from .signins import SIGN_INS
from .writing import copy, rows, run

_TERMS = (
    "contract_id valid_from valid_to deferral_days deferral_kind credit_limit reservation_hours reservation_limit "
    "minimum_order minimum_shipment pack_rule undispatched penalty_percent penalty_grace penalty_cap owner_id reason"
)
_RULES = "contract_id brand_id group_id column_id discount valid_from valid_to owner_id reason"
_FIXED = """
insert into pricing_fixedprice (contract_id, product_id, amount, valid_from, valid_to, owner_id, reason)
select f.contract, f.product, round(c.amount * 0.96, 2), f.since, f.until, %(owner)s, 'Тендер на год'
from unnest(%(contracts)s::bigint[], %(products)s::bigint[], %(sinces)s::timestamptz[], %(untils)s::timestamptz[])
    with ordinality as f (contract, product, since, until, position)
join pricing_columnprice c on c.column_id = 5 and c.product_id = f.product
where round(c.amount * 0.96, 2) > 0
order by f.position
"""


@dataclass(frozen=True, slots=True)
class Profile:
    """A habit of the trade: how such clients buy and pay."""

    column: int
    limit: int
    days: int
    kind: str
    discounts: tuple[str, ...] = ("0",)


PREPAID = Profile(2, 0, 0, "calendar")
SMALL = Profile(2, 200_000, 14, "calendar", ("0", "1", "2"))
REGULAR = Profile(3, 800_000, 30, "calendar", ("0", "1.5", "3"))
LARGE = Profile(4, 3_000_000, 45, "working", ("0", "2", "4"))
DEALER = Profile(5, 6_000_000, 30, "working", ("0", "1", "2.5"))
_ROUNDINGS = ("0.01", "0.01", "0.01", "0.1", "1")
_PROFILES = (PREPAID, SMALL, SMALL, REGULAR, REGULAR, REGULAR, LARGE, DEALER)


def profile_of(contract: Contract, *, seed: int) -> Profile:
    """The same whenever it is asked."""
    if contract.company in {MECHANIC, AGROMASH, STRANGER}:
        return REGULAR
    return chance(seed, f"profile {contract.id}").choice(_PROFILES)


def write_terms(contracts: list[Contract], frame: Frame, *, seed: int, at: datetime) -> dict[int, Profile]:
    """Everything of the rooms that know a contract; answers the profile by contract."""
    dice = chance(seed, "terms")
    director = rows("select id from accounts_user where email = %(email)s", email=SIGN_INS[5].email)[0][0]
    profiles = {contract.id: profile_of(contract, seed=seed) for contract in contracts}
    copy("companies_terms", _TERMS, _numbers(contracts, profiles, dice, at, director))
    copy("pricing_contractpricing", "contract_id column_id discount rounding valid_from", (
        (one.id, profiles[one.id].column, dice.choice(profiles[one.id].discounts), dice.choice(_ROUNDINGS),
         _since(one, at)) for one in contracts))  # fmt: skip
    copy("pricing_contractrule", _RULES, _rules(contracts, frame, dice, at, director))
    copy("stock_contractwarehouse", "contract_id warehouse_id", _warehouses(contracts, dice))
    copy("assortment_visibility", "contract_id group_id brand_id is_allowed", _visibility(contracts, frame, dice))
    _write_fixed(contracts, sum(frame.counts.values()), chance(seed, "fixed"), at, director)
    return profiles


def _since(contract: Contract, at: datetime) -> datetime:
    return datetime.combine(contract.signed_on, time(), at.tzinfo)


def _numbers(
    contracts: list[Contract], profiles: dict[int, Profile], dice: Random, at: datetime, director: int
) -> Iterator[tuple[object, ...]]:
    """One in four has had smaller limits before."""
    for one in contracts:
        profile, since = profiles[one.id], _since(one, at)
        rest = _rest_of_terms(one, dice)
        limit = profile.limit if one.company < 4 else profile.limit * dice.randint(5, 20) // 10
        if one.company >= 4 and dice.random() < 0.25:
            changed = at - timedelta(days=dice.randint(20, 390))
            yield one.id, since, changed, profile.days // 2, profile.kind, limit // 2, *rest, director, ""
            since = changed
        yield one.id, since, None, profile.days, profile.kind, limit, *rest, director, "Решение коммерческого директора"


def _rest_of_terms(one: Contract, dice: Random) -> tuple[object, ...]:
    if one.company < 4:
        return 72, 1_500_000, 3000, 0, "strict", "keep", "0.1", 3, 10
    return (
        dice.choice((24, 48, 72, 72, 120, 240)),
        dice.choice((None, None, 300_000, 1_000_000)),
        dice.choice((0, 0, 3000, 5000, 10000)),
        dice.choice((0, 0, 0, 2000, 5000)),
        dice.choice(("strict",) * 7 + ("round_up", "round_up", "free")),
        dice.choice(("keep",) * 4 + ("release",)),
        "0.1" if one.id % 2 else 0,
        0,
        None,
    )


def _rules(
    contracts: list[Contract], frame: Frame, dice: Random, at: datetime, director: int
) -> Iterator[tuple[object, ...]]:
    until = at + timedelta(days=38)
    for one in contracts:
        since = _since(one, at)
        if one.company == MECHANIC:
            yield one.id, frame.brands["ГПЗ"], None, None, "5", since, None, director, "Партнёрская программа ГПЗ"
            yield one.id, frame.brands["SKF"], None, 4, "0", since, until, director, "Акция SKF до конца года"
            yield one.id, None, frame.groups["Ремни", "", ""], 4, "1", since, None, director, "Объём по ремням"
        elif dice.random() < 0.4:
            for brand in dice.sample(sorted(frame.brands.values()), dice.randint(1, 3)):
                yield (
                    one.id,
                    brand,
                    None,
                    None,
                    dice.choice(("2", "3", "5", "7")),
                    since,
                    None,
                    director,
                    "Бонус за объём",
                )
            if dice.random() < 0.4:
                group = frame.groups[_second(dice)]
                yield one.id, None, group, dice.choice((3, 4, 5)), "0", since, until, director, "Колонка на группу"


def _second(dice: Random) -> tuple[str, str, str]:
    family = dice.choice(FAMILIES)
    return family.line, family.name, ""


def _warehouses(contracts: list[Contract], dice: Random) -> Iterator[tuple[int, int]]:
    """A quarter may take goods only from one or two of them."""
    for one in contracts:
        if one.company >= 4 and dice.random() < 0.25:
            yield from ((one.id, warehouse) for warehouse in dice.choice(((1,), (1, 2), (1, 3), (2,), (3,))))


def is_restricted(contract: Contract) -> bool:
    """Who sees a part of the catalog; told by the number, so that the year of history can spare them."""
    return contract.company >= 4 and contract.id % 7 == 0


def _visibility(contracts: list[Contract], frame: Frame, dice: Random) -> Iterator[tuple[object, ...]]:
    lines = sorted({family.line for family in FAMILIES})
    for one in contracts:
        if one.company == AGROMASH:
            allowed = ("Подшипники", "Ремни", "Цепи и звёздочки", "Сальники и уплотнения", "Смазки и масла")
            yield from ((one.id, frame.groups[line, "", ""], None, True) for line in allowed)
        elif is_restricted(one) and one.id % 2:
            yield from (
                (one.id, frame.groups[line, "", ""], None, True) for line in dice.sample(lines, dice.randint(3, 8))
            )
        elif is_restricted(one):
            yield from ((one.id, frame.groups[key], None, False) for key in {_second(dice) for _ in range(3)})
            yield one.id, None, dice.choice(sorted(frame.brands.values())), False


def _write_fixed(contracts: list[Contract], products: int, dice: Random, at: datetime, director: int) -> None:
    """Tender prices: one contract in seven has some."""
    found = [
        (one.id, product, _since(one, at), at + timedelta(days=dice.randint(10, 200)))
        for one in contracts
        if one.company == MECHANIC or dice.random() < 0.15
        for product in dice.sample(range(1, products + 1), dice.randint(3, 12))
    ]
    contract, product, since, until = (list(column) for column in zip(*found, strict=True))
    run(_FIXED, owner=director, contracts=contract, products=product, sinces=since, untils=until)

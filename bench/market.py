"""Where prices stand in the market, and all exceptions from them: whole requests, beside one plain statement each.

The lists are asked as the director's browser asks: the first window, sorted and filtered, by groups and by brands, the
charts. Tens of thousands of fixed prices and of rules are written for the run; all of it is rolled back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.measuring import Result, parser, say
from bench.sheet import ROWS, compared, plain
from optom.base.business_day import business_day
from optom.base.listing import Listed
from optom.base.sql import fetch
from optom.domain.accounts.models import User
from optom.domain.agreeing import exceptions
from optom.domain.costs import queries as costs
from optom.domain.policy import queries as policy
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit.identity import STAFF, working_as

ROUNDS = 3
_DIRECTOR = "select min(user_id) from accounts_staffrole where role = 'director'"
_FIXED = """
insert into pricing_fixedprice (contract_id, product_id, amount, valid_from, valid_to, reason, owner_id)
select c.contract_id, p.id, 10 + mod(p.id, 90), %(at)s::timestamptz - interval '60 days',
    %(at)s::timestamptz + mod(p.id, 400) * interval '1 day' + interval '1 day', 'bench', %(owner)s
from (
    select contract_id, row_number() over (order by contract_id) as place
    from pricing_contractpricing where valid_to is null limit 2000
) c
join (select id, row_number() over (order by md5(id::text)) as place from catalog_product where is_active) p
    on p.place between c.place * 20 and c.place * 20 + 19
where not exists (select from pricing_fixedprice f where f.contract_id = c.contract_id and f.product_id = p.id)
"""
_COSTS = """
insert into policy_unitcost (product_id, amount)
select f.product_id, f.amount from costs_figure f join costs_input i on i.id = f.input_id
where i.name = 'planned_cost' and f.amount > 0
on conflict (product_id) do update set amount = excluded.amount
"""
_RULES = """
insert into pricing_contractrule (contract_id, brand_id, discount, valid_from, reason, owner_id)
select c.contract_id, b.id, mod(b.id, 20), %(at)s::timestamptz - interval '60 days', 'bench', %(owner)s
from (select contract_id from pricing_contractpricing where valid_to is null order by contract_id limit 2000) c
cross join lateral (select id from catalog_brand order by md5((id + c.contract_id)::text) limit 5) b
where not exists (select from pricing_contractrule r where r.contract_id = c.contract_id and r.brand_id = b.id)
"""


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    given = parser("market", "prices in the market and exceptions from them, beside one plain statement").parse_args(
        arguments
    )
    with transaction.atomic():
        say(_measured(given.size), as_json=given.json)
        transaction.set_rollback(True)
    return 0


@dataclass(frozen=True, slots=True)
class _Case:
    """A list at its address, what is asked of it, and the select that it rests on."""

    name: str
    address: str
    listed: Listed
    asked: dict[str, str]


def _measured(size: str) -> Iterator[Result]:
    director, at = _number(_DIRECTOR), timezone.now()
    client = Client(headers={"Accept": "application/json"})
    client.force_login(User.objects.get(pk=director))
    column = next(iter(pricing.columns()))
    _run(_COSTS)
    _run("analyze policy_unitcost")
    for case in _lists(column, at):
        yield _compared(case, size, client, director)
    charts = partial(_page, client, f"costs/market/standing/{column.id}/charts/", {})
    yield compared("standing: charts", size, charts, None, rounds=ROUNDS, bench="market")
    many = sum(_run(text, at=at, owner=director) for text in (_FIXED, _RULES))
    _run("analyze pricing_fixedprice, pricing_contractrule")
    for case in _exceptions(many, at):
        yield _compared(case, size, client, director)


def _lists(column: pricing.ColumnRow, at: datetime) -> Iterator[_Case]:
    address, today = f"costs/market/standing/{column.id}", business_day(at)
    for which in ("all", "lose", "give"):
        listed = policy.standing(column, which, by=5, margin=15, at=at)
        yield _Case(f"standing: {which}", f"{address}/{which}/5/15/", listed, {})
    by_index, listed = {"sort": "-index", "place": "dearest"}, policy.standing(column, "all", by=5, margin=15, at=at)
    yield _Case("standing: dearest, by index", f"{address}/all/5/15/", listed, by_index)
    for of in ("group", "brand"):
        parts = policy.standing_parts(column, of, at=at)
        yield _Case(f"standing by {of}", f"{address}/by-{of}/", parts, {})
    for name, asked in (("by articles", {}), ("the dearest", {"sort": "-amount"})):
        yield _Case(f"prices of competitors: {name}", "costs/market/", costs.market_prices(today), asked)
    yield _Case("what is known of goods", "costs/", costs.sheet(today), {})


def _exceptions(many: int, at: datetime) -> Iterator[_Case]:
    asked: dict[str, dict[str, str]] = {
        "first to end": {},
        "a rule": {"kind": "rule"},
        "by client": {"sort": "company"},
        "given away most": {"sort": "-given"},
    }
    for name, query in asked.items():
        yield _Case(f"{many:,} exceptions: {name}", "exceptions/", exceptions.exceptions(at=at), query)


def _compared(case: _Case, size: str, client: Client, director: int) -> Result:
    ours, floor = partial(_page, client, f"{case.address}rows", case.asked), partial(_floor, case.listed, director)
    return compared(case.name, size, ours, floor, rounds=ROUNDS, bench="market")


def _page(client: Client, address: str, asked: dict[str, str]) -> None:
    answer = client.get(f"/office/{address}", asked)
    assert answer.status_code == 200, (address, asked, answer.content.decode()[:300])  # noqa: PLR2004


def _floor(listed: Listed, director: int) -> None:
    with working_as(STAFF, user=director):
        fetch(*plain(listed, ROWS), prepare=False)


def _run(text: str, **values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        return int(cursor.rowcount)


def _number(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return int(cursor.fetchone()[0])

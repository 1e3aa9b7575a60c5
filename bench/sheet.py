"""Every sheet of portal and office, as a browser asks for it: its first window, a sorted and filtered one, its export.

A request goes through the whole program: who asks, his rights, the rows, JSON or a workbook. The floor is one plain
statement for the same rows, as the same role, without counts, sums and facets.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from psycopg import sql

from bench import window_floor
from bench.measuring import Result, counted, parser, percentile, say, timed
from optom.base.listing import Asked, Listed
from optom.base.sql import fetch
from optom.domain.accounts import queries as accounts
from optom.domain.accounts.models import User
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import PRESETS
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from optom.interfaces.kit.sheets import Column, Sheet
from optom.interfaces.office import clients, payments, people
from optom.interfaces.office import context as office
from optom.interfaces.office import shipments as desk
from optom.interfaces.portal import catalog, money, orders, papers, reserves, shipments
from optom.interfaces.portal import context as portal

ROUNDS, EXPORTS, WARM_UP, ROWS = 24, 3, 1, 200
# the contract with the most orders of those that see the most, and somebody who may look at all of it
_BUSIEST = """
select o.contract_id, min(m.user_id) from orders_order o join companies_membership m on m.company_id = o.company_id
group by o.contract_id order by count(distinct o.id) desc, o.contract_id limit 1
"""
_BOSS = "select min(user_id) from accounts_staffrole where role = 'administrator'"
_LONGEST = """
select l.order_id from orders_line l where l.contract_id = %s group by l.order_id order by count(*) desc, 1 limit 1
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, with which rights."""

    user: int
    role: str
    client: Client


@dataclass(frozen=True, slots=True)
class Case:
    """A sheet at its address, as somebody sees it."""

    name: str
    sheet: Sheet[Any]
    address: str
    asker: Asker
    scope: Any


def main(arguments: Sequence[str]) -> int:
    """Measure every sheet; 0 when it was possible."""
    given = parser("sheet", __doc__ or "").parse_args(arguments)
    say((result for case in _cases() for result in _measured(case, given.size)), as_json=given.json)
    return 0


def _cases() -> Iterator[Case]:
    contract, buyer = busiest()
    order = _row(_LONGEST, contract)[0]
    yield from _of_buyer(contract, _asker(buyer, BUYER), order)
    yield from _of_staff(contract, _asker(boss(), STAFF))


def busiest() -> tuple[int, int]:
    """The contract with the most orders, and somebody who may look at all of it."""
    contract, user = _row(_BUSIEST)
    return contract, user


def boss() -> int:
    """Somebody of the firm who sees everything."""
    user: int = _row(_BOSS)[0]
    return user


def _row(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _of_buyer(contract: int, asker: Asker, order: int) -> Iterator[Case]:
    found = companies.contract(contract)
    scope = partial(
        portal.Desk, HttpRequest(), timezone.now(), found, "owner", PRESETS["owner"], accounts.person(asker.user)
    )
    sheets: dict[str, Sheet[Any]] = {
        "catalog/": catalog.SHEET,
        "orders/": orders.SHEET,
        f"orders/{order}/": orders.LINES,
        "reserves/": reserves.SHEET,
        "shipments/": shipments.SHEET,
        "papers/": papers.SHEET,
        "money/statement/": money.SHEET,
        "money/open/": money.OPEN,
    }
    for address, sheet in sheets.items():
        yield Case(sheet.name, sheet, f"/c/{contract}/{address}", asker, scope({"order": order}))


def _of_staff(contract: int, asker: Asker) -> Iterator[Case]:
    desks = accounts.staff_roles(asker.user)
    scope = office.Desk(HttpRequest(), timezone.now(), desks, accounts.person(asker.user), {"contract": contract})
    sheets: dict[str, Sheet[Any]] = {
        "picking/": desk.PICKING,
        "shipments/": desk.LATEST,
        "clients/": clients.SHEET,
        f"clients/{contract}/statement/": clients.LEDGER,
        "payments/": payments.SHEET,
        "people/": people.SHEET,
    }
    for address, sheet in sheets.items():
        yield Case(f"office {sheet.name}", sheet, f"/office/{address}", asker, scope)


def _asker(user: int, role: str) -> Asker:
    client = Client(headers={"Accept": "application/json"})
    client.force_login(User.objects.get(pk=user))
    return Asker(user, role, client)


def _measured(case: Case, size: str) -> Iterator[Result]:
    window, everything = partial(_floor, case, ROWS), partial(_floor, case, None)
    yield compared(f"{case.name}: window", size, partial(_window, case, {}), window)
    if case.sheet.listed:
        yield compared(f"{case.name}: sorted, filtered", size, partial(_window, case, _asked(case)), None)
    for way in ("export.xlsx", "export.csv"):
        yield compared(f"{case.name}: {way}", size, partial(_export, case, way), everything, rounds=EXPORTS)


def compared(
    name: str,
    size: str,
    ours: Callable[[], Any],
    floor: Callable[[], Any] | None,
    *,
    rounds: int = ROUNDS,
    bench: str = "sheet",
) -> Result:
    """Both sides in turn; the first rounds warm up. ``bench``: of which benchmark it is told."""
    us: list[float] = []
    low: list[float] = []
    statements = 0
    for number in range(WARM_UP + rounds):
        with counted() as sent:
            took = timed(ours)
        statements = len(sent)
        below = timed(floor) if floor else 0.0
        if number >= WARM_UP:
            us.append(took)
            low.append(below)
    p50, low50 = percentile(us, 50), percentile(low, 50) if floor else None
    ratio = p50 / low50 if low50 else None
    return Result(bench, name, size, p50, percentile(us, 95), 1000 / p50, low50, ratio, statements)


def _window(case: Case, asked: dict[str, str]) -> None:
    answer = case.asker.client.get(f"{case.address}rows", asked)
    assert answer.status_code == 200, (case.name, asked, answer.content.decode()[:300])  # noqa: PLR2004


def _asked(case: Case) -> dict[str, str]:
    """By the last column, falling, then by the first; of the last number that can be filtered, what is not nothing."""
    columns: list[Column] = case.sheet.columns_for(case.scope)
    numbers = [one.name for one in columns if one.kind.is_number and one.name in case.sheet.filters_of(columns)]
    sorted_by = f"-{columns[-1].name},{columns[0].name}"
    return {"sort": sorted_by, **({numbers[-1]: "<>0"} if numbers else {"q": "а"})}


def _export(case: Case, way: str) -> None:
    answer: Any = case.asker.client.get(case.address + way)
    for _ in answer.streaming_content:
        pass


def _floor(case: Case, count: int | None) -> None:
    with working_as(case.asker.role, user=case.asker.user):
        if case.sheet.listed:
            fetch(*plain(case.sheet.listed(case.scope), count), prepare=False)
        elif count:
            window_floor.rows(case.scope.contract.id, case.scope.at, {})
        else:
            window_floor.everything(case.scope.contract.id, case.scope.at)


def plain(listed: Listed, count: int | None) -> tuple[str, dict[str, Any]]:
    """The one plain statement for the rows of a list, and its values."""
    where, bound = listed.listing.where(Asked(), listed.fixed)
    text = listed.listing.ordered(where, ())
    if count:
        text = sql.SQL("{} limit {}").format(text, sql.Literal(count))
    return text.as_string(connection.connection), {**listed.values, **bound}

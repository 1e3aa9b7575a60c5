"""Every list is sorted and filtered by the database, by each of its columns, as a buyer and as staff see it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from optom.interfaces.kit.sheets import Column, Kind, Sheet
from optom.interfaces.office import clients, companies, incoming, payments, people, sellers, statements
from optom.interfaces.office import shipments as desk_shipments
from optom.interfaces.portal import approvals, links, money, orders, papers, reserves, shipments
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]

PORTAL: dict[str, Sheet[Any]] = {
    "orders/": orders.SHEET,
    "approvals/": approvals.SHEET,
    "reserves/": reserves.SHEET,
    "shipments/": shipments.SHEET,
    "papers/": papers.SHEET,
    "papers/links/": links.SHEET,
    "money/statement/": money.SHEET,
    "money/open/": money.OPEN,
}
OFFICE: dict[str, Sheet[Any]] = {
    "picking/": desk_shipments.PICKING,
    "shipments/": desk_shipments.LATEST,
    "discrepancies/": desk_shipments.DISCREPANCIES,
    "clients/": clients.SHEET,
    "payments/": payments.SHEET,
    "payments/statements/": statements.SHEET,
    "payments/queue/": incoming.QUEUE,
    "payments/documents/": incoming.DOCUMENTS,
    "people/": people.SHEET,
    "companies/": companies.SHEET,
    "sellers/": sellers.SHEET,
    "clients/{contract}/statement/": clients.LEDGER,
}
COLUMNS = {"papers": papers.COLUMNS, "statement": money.COLUMNS}  # of a sheet that shows not all of them to everybody


def asked_of(column: Column) -> str:
    """A filter of the column's kind."""
    if column.kind in {Kind.CHOICE, Kind.FLAG}:
        return next(iter(column.choices), "true")
    if column.kind in {Kind.DATE, Kind.MOMENT}:
        return "2026-01-01..2099-12-31"
    return "1..1000000" if column.kind.is_number else "а"


def ask_all(client: Client, address: str, sheet: Sheet[Any]) -> None:
    columns = COLUMNS.get(sheet.name) or sheet.columns
    assert not callable(columns)
    filters = sheet.filters_of(columns)
    assert filters
    for column in columns:
        asked = [{"sort": column.name}, {"sort": f"-{column.name}"}] if column.is_sortable else []
        if column.name in filters:
            asked += [{column.name: asked_of(column), "q": "1"}, {column.name: "="}]
            asked += [] if column.choices else [{column.name: "<>"}]
        for given in asked:
            answer = client.get(address, given)
            assert answer.status_code == 200, (address, given, answer.content)


@pytest.mark.parametrize("address", PORTAL)
def test_a_buyers_lists_are_asked_by_every_column(enter: Enter, alice: int, contract: int, address: str) -> None:
    ask_all(enter(alice), f"/c/{contract}/{address}rows", PORTAL[address])


@pytest.mark.parametrize("address", OFFICE)
def test_the_offices_lists_are_asked_by_every_column(enter: Enter, firm: Firm, contract: int, address: str) -> None:
    rows = f"/office/{address.format(contract=contract)}rows"

    ask_all(enter(firm.person("boss", "administrator")), rows, OFFICE[address])

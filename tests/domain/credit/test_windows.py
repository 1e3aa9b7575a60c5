"""A long list is shown in windows: each costs what it shows, and together they are the list."""

from datetime import timedelta
from decimal import Decimal

import pytest

from optom.base.listing import Asked, Condition, Listed, Op
from optom.domain.companies import queries as companies
from optom.domain.companies.models import Contract
from optom.domain.credit import queries
from optom.domain.credit.models import Entry
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.credit.settlements import Settlements
from tests.statements import counted
from tests.trade import dec

LENGTH = 25
WINDOW = 4


@pytest.fixture
def ledger(settlements: Settlements) -> Listed:
    """Twenty-five entries; every third has no day of payment, titles differ in case."""
    company = companies.contract(settlements.contract).company
    Entry.objects.bulk_create(
        Entry(
            contract_id=settlements.contract,
            company_id=company,
            at=settlements.at,
            on=settlements.today,
            kind="dispatch",
            amount=100 + number * 7 % 10,
            due_on=settlements.today + timedelta(days=number % 5) if number % 3 else None,
            title=f"{'Б' if number % 2 else 'а'} {number}",
        )
        for number in range(LENGTH)
    )
    return queries.ledger(contract=settlements.contract)


SORTS = [(), ("id",), ("title", "-id"), ("due_on",), ("-due_on",), ("-amount", "due_on")]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("query", ["", "а"])
def test_windows_laid_side_by_side_are_the_list(ledger: Listed, sort: tuple[str, ...], query: str) -> None:
    """Those of the second half are counted off from the end, those of a search are cut out of what was found."""
    whole = ledger.all(Asked(sort=sort, query=query))
    windows = [
        ledger.part(Asked(sort=sort, query=query, start=start, count=WINDOW)) for start in range(0, LENGTH, WINDOW)
    ]

    assert [row for window in windows for row in window.rows] == whole
    assert {window.total for window in windows} == {len(whole)}
    assert {window.sums["owed"] for window in windows} == {sum((row.amount for row in whole), Decimal(0))}


@pytest.mark.parametrize("sort", ["due_on", "-due_on"])
def test_rows_without_a_value_come_last_either_way(ledger: Listed, sort: str) -> None:
    days = [row.due_on for row in ledger.all(Asked(sort=(sort,)))]
    filled = [day for day in days if day]

    assert 0 < len(filled) < LENGTH
    assert days == sorted(filled, reverse=sort.startswith("-")) + [None] * (LENGTH - len(filled))


def test_names_are_sorted_and_found_without_case(ledger: Listed) -> None:
    titles = [row.title for row in ledger.all(Asked(sort=("title",)))]

    assert titles == sorted(titles, key=str.lower)
    assert ledger.part(Asked(query="б 1", count=WINDOW)).total == len([t for t in titles if t.startswith("Б 1")])
    assert ledger.part(Asked(query="%", count=WINDOW)).total == 0, "a per cent sign is looked for as it is"


def test_numbers_days_and_sets_are_asked_by_their_kind(ledger: Listed, settlements: Settlements) -> None:
    today = settlements.today
    between = (Condition("owed", Op.FROM, dec(103)), Condition("owed", Op.TO, dec(105)))
    soon = (Condition("due_on", Op.TO, today + timedelta(days=1)),)

    assert {row.owed for row in ledger.all(Asked(conditions=between))} == {dec(103), dec(104), dec(105)}
    assert {row.due_on for row in ledger.all(Asked(conditions=soon))} == {today, today + timedelta(days=1)}
    assert ledger.all(Asked(conditions=(Condition("kind", Op.ANY, ["payment", "opening"]),))) == []
    assert len(ledger.all(Asked(conditions=(Condition("kind", Op.ANY, ["payment", "dispatch"]),)))) == LENGTH


def test_a_window_takes_two_statements_whatever_it_shows(ledger: Listed) -> None:
    for asked in (Asked(count=2), Asked(count=20), Asked(query="а", count=20)):
        with counted() as sent:
            ledger.part(asked)
        assert len(sent) == 2, asked


def test_past_the_end_there_is_nothing_but_the_count(ledger: Listed) -> None:
    for asked in (Asked(start=LENGTH, count=WINDOW), Asked(start=LENGTH, count=WINDOW, query="а")):
        part = ledger.part(asked)
        assert (part.rows, part.total > 0) == ([], True)


def test_an_export_is_read_as_it_is_written(ledger: Listed) -> None:
    """A row that comes while the file is written is not in it: the list is that of one moment."""
    reading = ledger.each(Asked(sort=("id",)))
    first = next(reading)
    Entry.objects.create(
        contract_id=first.contract,
        company_id=companies.contract(first.contract).company,
        at=first.at,
        on=first.on,
        kind="opening",
        amount=1,
        title="late",
    )

    assert [first, *reading] == ledger.all(Asked(sort=("id",)))[:LENGTH]


def test_rows_are_given_by_their_keys_and_only_those_of_the_list(
    ledger: Listed, settlements: Settlements, strange_contract: int
) -> None:
    theirs = Settlements(strange_contract, settlements.at).dispatch(1)
    rows = ledger.all()
    keys = [rows[3].id, theirs, rows[1].id]

    assert ledger.keyed(keys) == [rows[3], rows[1]]
    assert ledger.one(theirs) is None


def test_a_stranger_has_an_empty_list_of_ours(ledger: Listed, alice: int, stranger: int, strange_contract: int) -> None:
    with working_as(BUYER, user=alice):
        assert ledger.part(Asked(count=WINDOW)).total == LENGTH
    with working_as(BUYER, user=stranger):
        assert ledger.part(Asked(count=WINDOW)).total == 0
        assert ledger.all() == []


def test_what_clients_owe_is_not_added_up_over_currencies(settlements: Settlements) -> None:
    contract = Contract.objects.get(pk=settlements.contract)
    asked = [Asked(), Asked(query=contract.number)]
    known = [queries.clients(at=settlements.at).part(one).sums["debt"] for one in asked]
    assert None not in known

    Contract.objects.create(
        seller_id=contract.seller_id, company_id=contract.company_id, number=f"{contract.number}-EUR",
        signed_on=contract.signed_on, currency="EUR",
    )  # fmt: skip
    assert [queries.clients(at=settlements.at).part(one).sums["debt"] for one in asked] == [None, None]


def test_payments_are_not_added_up_over_currencies(settlements: Settlements, strange_contract: int) -> None:
    settlements.pay(70, key="ours")
    Settlements(strange_contract, settlements.at).pay(30, key="theirs")
    asked = [Asked(), Asked(query="7")]
    assert [queries.payments().part(one).sums["amount"] for one in asked] == [dec(100), dec(100)]

    Contract.objects.filter(pk=strange_contract).update(currency="EUR")
    assert [queries.payments().part(one).sums["amount"] for one in asked] == [None, None]
    assert {row.currency for row in queries.payments().all()} == {"RUB", "EUR"}

"""Counts as they come from outside: differences are moves, what is held stays covered."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum

from optom.base.staging import Outcome, Skipped
from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.companies.models import Company, Contract, Seller
from optom.domain.stock import actions as stock
from optom.domain.stock.importing import BalanceRow, WarehouseRow, import_balances, import_warehouses
from optom.domain.stock.models import Balance, Move, Warehouse
from optom.domain.stock.rules import Promise

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def house() -> None:
    import_warehouses([WarehouseRow("msk", "Москва"), WarehouseRow("kzn", "Казань")], at=AT)
    import_products((ProductRow(name, name=name) for name in ("drill", "saw")), at=AT)


def count(product: str, quantity: str, warehouse: str = "msk") -> BalanceRow:
    return BalanceRow(product, warehouse, Decimal(quantity))


def load(*rows: BalanceRow, at: datetime, is_complete: bool = False) -> tuple[Outcome, list[Skipped]]:
    skipped: list[Skipped] = []
    return import_balances(rows, at=at, subject="1c", is_complete=is_complete, report=skipped.append), skipped


def on_hand() -> dict[tuple[str | None, str | None], Decimal]:
    rows = Balance.objects.values_list("product__external_id", "warehouse__external_id", "on_hand")
    return {(product, warehouse): quantity for product, warehouse, quantity in rows}


def moved() -> dict[tuple[str | None, str | None], Decimal]:
    rows = Move.objects.values_list("product__external_id", "warehouse__external_id").annotate(total=Sum("quantity"))
    return {(product, warehouse): quantity for product, warehouse, quantity in rows}


def hold(product: str, quantity: str, *, at: datetime, warehouse: str = "msk") -> None:
    """As if a buyer had reserved it."""
    seller = Seller.objects.create(name="Мы", inn="7700000023")
    company = Company.objects.create(name="Они", inn="7700000009", created_at=at)
    contract = Contract.objects.create(seller=seller, company=company, number="1", signed_on=date(2026, 1, 1))
    held = Balance.objects.get(product__external_id=product, warehouse__external_id=warehouse)
    promise = Promise(1, held.product_id, held.warehouse_id, None, Decimal(quantity))
    stock.hold(contract=contract.pk, promises=[promise], at=at)


def versions() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1, ctid::text from stock_balance union all select 2, ctid::text from stock_move"
            " union all select 3, ctid::text from stock_warehouse order by 1, 2"
        )
        return list(cursor.fetchall())


def test_warehouses_come_once_and_one_that_was_closed_stays_closed() -> None:
    assert import_warehouses([WarehouseRow("msk", "Москва"), WarehouseRow("kzn", "Казань")], at=AT) == Outcome(
        unchanged=2
    )
    Warehouse.objects.filter(external_id="kzn").update(is_active=False)
    assert import_warehouses([WarehouseRow("kzn", "Казань-2")], at=AT) == Outcome(changed=1)
    assert not Warehouse.objects.get(name="Казань-2").is_active
    assert import_warehouses([WarehouseRow("msk", "Москва", is_active=False)], at=AT) == Outcome(changed=1)


def test_a_count_becomes_the_balance_and_its_difference_a_move(at: datetime) -> None:
    assert load(count("drill", "7"), count("saw", "2.5", "kzn"), at=at) == (Outcome(created=2), [])
    assert load(count("drill", "4"), at=at) == (Outcome(changed=1), [])
    assert on_hand() == moved() == {("drill", "msk"): Decimal(4), ("saw", "kzn"): Decimal("2.5")}
    assert list(Move.objects.order_by("id").values_list("kind", "subject", "at")) == [("count", "1c", at)] * 3


def test_counts_that_come_again_are_not_written(at: datetime) -> None:
    rows = (count("drill", "7"), count("saw", "0"), count("saw", "-1", "kzn"))
    load(*rows, at=at)
    before = versions()
    for is_complete in (False, True):
        assert load(*rows, at=at, is_complete=is_complete)[0] == Outcome(unchanged=3)
    assert versions() == before


def test_a_negative_count_is_nothing_and_told(at: datetime) -> None:
    load(count("drill", "7"), at=at)
    outcome, skipped = load(count("drill", "-3"), at=at)
    assert (outcome, [one.code for one in skipped]) == (Outcome(changed=1), ["stock.negative"])
    assert on_hand() == {("drill", "msk"): Decimal(0)}


def test_what_is_held_stays_covered_and_the_shortage_is_told(at: datetime) -> None:
    load(count("drill", "7"), at=at)
    hold("drill", "5", at=at)
    outcome, skipped = load(count("drill", "2"), at=at)
    assert outcome == Outcome(changed=1)
    assert [(one.code, one.facts["shortage"]) for one in skipped] == [("stock.less_than_held", Decimal(3))]
    assert on_hand() == moved() == {("drill", "msk"): Decimal(5)}
    assert load(count("drill", "2"), at=at)[0] == Outcome(unchanged=1)


def test_a_full_count_empties_the_places_that_it_does_not_name(at: datetime) -> None:
    load(count("drill", "7"), count("drill", "3", "kzn"), count("saw", "2"), at=at)
    own = Warehouse.objects.create(code="own", name="Свой")
    drill = Balance.objects.filter(product__external_id="drill").values_list("product_id", flat=True)[0]
    Balance.objects.create(product_id=drill, warehouse=own, on_hand=Decimal(1))
    Move.objects.create(at=at, product_id=drill, warehouse=own, quantity=Decimal(1), kind="count")
    load(count("drill", "6"), at=at)
    assert on_hand()["drill", "kzn"] == Decimal(3)
    assert load(count("drill", "6"), at=at, is_complete=True)[0] == Outcome(changed=2, unchanged=1)
    assert {place for place, quantity in on_hand().items() if quantity} == {("drill", "msk"), ("drill", None)}
    assert moved()["drill", "kzn"] == moved()["saw", "msk"] == 0


def test_totals_make_room_for_counts_by_warehouse(at: datetime) -> None:
    import_warehouses([WarehouseRow("", "Основной склад")], at=AT)
    load(count("drill", "7", ""), count("saw", "1", ""), at=at)
    load(count("drill", "4"), count("drill", "3", "kzn"), at=at)
    assert {place: quantity for place, quantity in on_hand().items() if quantity} == {
        ("drill", "msk"): Decimal(4), ("drill", "kzn"): Decimal(3), ("saw", ""): Decimal(1),
    }  # fmt: skip


def test_the_last_of_several_counts_stands(at: datetime) -> None:
    load(count("drill", "7"), count("drill", "8"), at=at)
    assert on_hand() == {("drill", "msk"): Decimal(8)}


def test_what_can_not_be_counted_is_told(at: datetime) -> None:
    outcome, skipped = load(
        count("lost", "1"), BalanceRow("drill", "moon", Decimal(1), "rests.xml:9"), count("saw", "1" + "0" * 11), at=at
    )
    assert outcome == Outcome(skipped=2)
    assert {(one.external_id, one.code, one.origin) for one in skipped} == {
        ("lost", "stock.unknown_product", ""),
        ("drill", "stock.unknown_warehouse", "rests.xml:9"),
        ("saw", "stock.not_a_quantity", ""),
    }
    assert not on_hand()


def definitions() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename like 'stock%' union all"
            " select conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid::regclass::text like 'stock%' order by 1, 2"
        )
        return list(cursor.fetchall())


def test_a_first_great_count_leaves_every_index_and_key_as_it_was(at: datetime) -> None:
    import_products((ProductRow(f"p{n}", name=f"Болт {n}") for n in range(25_000)), at=AT)
    before = definitions()

    def rows() -> Iterable[BalanceRow]:
        return (count(f"p{n}", "5", place) for n in range(25_000) for place in ("msk", "kzn"))

    assert import_balances(rows(), at=at) == Outcome(created=50_000)
    assert definitions() == before
    assert import_balances(rows(), at=at) == Outcome(unchanged=50_000)

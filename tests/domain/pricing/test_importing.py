"""Prices as they come from outside: each change with its history, nothing written where nothing changed."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from optom.base.staging import Outcome, Skipped
from optom.domain.accounts.models import StaffRole, User
from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.pricing.actions import set_breaks
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Break, Column, ColumnPrice, PriceChange
from optom.domain.pricing.queries import broken_books

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)

RETAIL, DEALER = ColumnRow("retail", "Розничная"), ColumnRow("dealer", "Дилерская", currency="USD", vat_included=False)


@pytest.fixture(autouse=True)
def catalog() -> None:
    import_columns([RETAIL, DEALER])
    import_products((ProductRow(name, name=name) for name in ("drill", "saw")), at=AT)


def load(*rows: PriceRow, at: datetime, is_complete: bool = False) -> tuple[Outcome, list[Skipped]]:
    skipped: list[Skipped] = []
    return import_prices(rows, at=at, source="1c", is_complete=is_complete, report=skipped.append), skipped


def price(product: str, amount: str | None, column: str = "retail", from_quantity: int = 0) -> PriceRow:
    return PriceRow(product, column, None if amount is None else Decimal(amount), Decimal(from_quantity))


def in_force() -> dict[tuple[str | None, str | None], Decimal]:
    rows = ColumnPrice.objects.values_list("product__external_id", "column__external_id", "amount")
    return {(product, column): amount for product, column, amount in rows}


def history() -> list[tuple[str | None, Decimal | None]]:
    return list(PriceChange.objects.order_by("id").values_list("product__external_id", "amount"))


def versions() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1, ctid::text from pricing_columnprice union all select 2, ctid::text from pricing_break"
            " union all select 3, ctid::text from pricing_pricechange"
            " union all select 4, ctid::text from pricing_column"
            " order by 1, 2"
        )
        return list(cursor.fetchall())


def test_columns_come_once_and_are_renamed() -> None:
    assert import_columns([RETAIL, DEALER]) == Outcome(unchanged=2)
    assert import_columns([ColumnRow("retail", "Цена в магазине")]) == Outcome(changed=1)
    found = Column.objects.get(external_id="dealer")
    assert (found.name, found.currency, found.vat_included) == ("Дилерская", "USD", False)


def test_a_known_column_keeps_its_currency_and_it_is_told() -> None:
    skipped: list[Skipped] = []
    import_columns([ColumnRow("retail", "Розничная", currency="EUR")], report=skipped.append)
    assert [one.code for one in skipped] == ["pricing.other_currency"]
    assert Column.objects.get(external_id="retail").currency == "RUB"


def test_a_price_is_published_with_its_history(at: datetime) -> None:
    outcome, skipped = load(price("drill", "100"), price("saw", "50.5"), price("saw", "45", from_quantity=10), at=at)
    assert (outcome, skipped) == (Outcome(created=3), [])
    assert in_force() == {("drill", "retail"): Decimal(100), ("saw", "retail"): Decimal("50.5")}
    assert list(Break.objects.values_list("from_quantity", "amount")) == [(Decimal(10), Decimal(45))]
    assert set(PriceChange.objects.values_list("at", "source")) == {(at, "1c")}


def test_prices_that_come_again_are_not_written(at: datetime) -> None:
    rows = (price("drill", "100"), price("saw", "45", from_quantity=10), price("saw", None))
    load(*rows, at=at)
    before = versions()
    for is_complete in (False, True):
        assert load(*rows, at=at + timedelta(days=1), is_complete=is_complete) == (Outcome(unchanged=3), [])
    assert versions() == before


def test_a_change_and_a_withdrawal_are_remembered(at: datetime) -> None:
    load(price("drill", "100"), price("saw", "50"), price("saw", "45", from_quantity=10), at=at)
    later = at + timedelta(days=1)
    outcome, _ = load(price("drill", "110"), price("saw", None), price("saw", "40", from_quantity=10), at=later)
    assert outcome == Outcome(changed=2, hidden=1)
    assert in_force() == {("drill", "retail"): Decimal(110)}
    assert history()[3:] == [("drill", Decimal(110)), ("saw", None), ("saw", Decimal(40))]
    assert load(price("saw", None, from_quantity=10), at=later)[0].hidden == 1
    assert not Break.objects.exists()


def test_a_full_import_withdraws_what_it_does_not_name_in_its_own_columns(at: datetime) -> None:
    load(price("drill", "100"), price("saw", "50"), PriceRow("saw", "dealer", Decimal(1)), at=at)
    assert load(price("drill", "100"), at=at, is_complete=False)[0] == Outcome(unchanged=1)
    assert load(price("drill", "100"), at=at, is_complete=True)[0] == Outcome(unchanged=1, hidden=1)
    assert set(in_force()) == {("drill", "retail"), ("saw", "dealer")}


def test_the_last_of_several_prices_stands(at: datetime) -> None:
    load(price("drill", "100"), price("drill", "90"), at=at)
    assert in_force() == {("drill", "retail"): Decimal(90)}


def test_what_can_not_be_priced_is_told(at: datetime) -> None:
    outcome, skipped = load(
        price("lost", "1"),
        price("drill", "1", column="nowhere"),
        PriceRow("drill", "retail", Decimal(1), currency="USD", origin="prices.xml:5"),
        price("drill", "0.00001"),
        price("saw", "-1"),
        price("saw", "1" + "0" * 12),
        at=at,
    )
    assert outcome == Outcome(skipped=3)
    assert sorted((one.external_id, one.code) for one in skipped) == [
        ("drill", "pricing.not_a_price"),
        ("drill", "pricing.other_currency"),
        ("drill", "pricing.unknown_column"),
        ("lost", "pricing.unknown_product"),
        ("saw", "pricing.not_a_price"),
        ("saw", "pricing.not_a_price"),
    ]
    assert "prices.xml:5" in {one.origin for one in skipped}
    assert not in_force()


def definitions() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename like 'pricing%' union all"
            " select conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid::regclass::text like 'pricing%' order by 1, 2"
        )
        return list(cursor.fetchall())


def test_a_first_great_import_leaves_every_index_and_key_as_it_was(at: datetime) -> None:
    import_products((ProductRow(f"p{n}", name=f"Болт {n}") for n in range(25_000)), at=AT)
    before = definitions()

    def rows() -> Iterable[PriceRow]:
        return (price(f"p{n}", str(n + 1), from_quantity=start) for n in range(25_000) for start in (0, 10))

    assert import_prices(rows(), at=at) == Outcome(created=50_000)
    assert definitions() == before
    assert import_prices(rows(), at=at) == Outcome(unchanged=50_000)


@pytest.fixture
def boss() -> int:
    return User.objects.create(email="boss@example.org", name="Ирина", created_at=AT).pk


def by_hand(boss: int, at: datetime, *steps: tuple[int, str]) -> None:
    StaffRole.objects.get_or_create(user_id=boss, role="director")
    set_breaks(
        column=Column.objects.get(external_id="retail").pk,
        product=Product.objects.get(external_id="drill").pk,
        breaks=[(Decimal(quantity), Decimal(amount)) for quantity, amount in steps],
        actor=boss,
        at=at,
        reason="Весна",
    )


def steps() -> list[tuple[Decimal, Decimal, int | None]]:
    return list(Break.objects.order_by("from_quantity").values_list("from_quantity", "amount", "owner_id"))


def test_what_a_person_has_set_no_list_takes_away_or_changes(boss: int, at: datetime) -> None:
    load(price("drill", "100"), price("drill", "97", from_quantity=5), price("saw", "50"), at=at)
    by_hand(boss, at, (10, "90"), (50, "80"))
    kept = [(10, Decimal(90), boss), (50, Decimal(80), boss)]
    assert steps() == kept, "they are all of the product's: the source's own went"

    outcome, skipped = load(price("drill", "100"), price("drill", "85", from_quantity=10), at=at, is_complete=True)
    assert (steps(), outcome.hidden) == (kept, 1), "the saw alone is withdrawn"
    assert [(one.code, one.facts["price"]) for one in skipped] == [("pricing.set_by_hand", 85)]
    assert load(price("drill", "100"), price("drill", "90", from_quantity=10), at=at)[1] == [], "it says the same"


def test_breaks_by_hand_end_where_the_price_itself_is_no_higher(boss: int, at: datetime) -> None:
    load(price("drill", "100"), at=at)
    by_hand(boss, at, (10, "90"), (50, "80"))

    outcome, skipped = load(price("drill", "85"), at=at)
    assert (outcome.changed, outcome.hidden) == (1, 1)
    assert [(one.code, one.facts["from_quantity"]) for one in skipped] == [("pricing.break_overtaken", 10)]
    assert steps() == [(50, Decimal(80), boss)]

    load(price("drill", None), at=at)
    assert steps() == []
    assert broken_books() == []

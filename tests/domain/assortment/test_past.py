"""What was sold, how and to whom at any moment: told by what has changed since, and proven by the books."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal
from optom.domain.assortment import actions
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.models import Visibility, VisibilityChange
from optom.domain.assortment.queries import OfferRow, Scope, Unseen
from optom.domain.catalog.models import GroupChange, Product, ProductChange
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.models import ContractRule
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as stood
from optom.domain.stock.importing import WarehouseRow, import_warehouses
from optom.domain.stock.models import ContractWarehousesChange, Warehouse
from optom.interfaces.kit.identity import BUYER, working_as
from tests.books import all_books
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ONE = Decimal(1)


@pytest.fixture
def bearing(firm: Firm) -> int:
    return firm.product("6204", price=100, multiple=5, on_hand=10, kazan=7)


def offer(contract: int, product: int, at: datetime) -> OfferRow:
    [found] = assortment.offers_then(contract=contract, quantities={product: ONE}, at=at)
    return found


def price(contract: int, product: int, at: datetime) -> Decimal | None:
    return pricing.prices_then(contract=contract, quantities={product: ONE}, at=at)[product].price


# --- how a product was sold


def test_each_moment_has_its_own_packs(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    firm.now_sold(bearing, at=at, multiple=dec(10), minimum=dec(20))
    firm.now_sold(bearing, at=at + DAY, multiple=dec(12))

    found = [offer(contract, bearing, moment) for moment in (firm.at - DAY, at - DAY, at, at + DAY)]
    assert [(one.multiple, one.minimum) for one in found] == [(5, 0), (5, 0), (10, 20), (12, 20)]
    assert all_books() == []


def test_a_product_that_never_changed_needs_no_row(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    firm.now_sold(bearing, at=at, name="Подшипник шариковый", weight=dec(2))

    assert not ProductChange.objects.exists()
    assert offer(contract, bearing, at - DAY).multiple == 5


def test_what_was_sold_and_is_not_any_more_is_known_to_have_been(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    firm.now_sold(bearing, at=at, is_active=False)

    assert [offer(contract, bearing, moment).is_visible for moment in (at - DAY, at)] == [True, False]
    reasons = [assortment.unseen_then(contract=contract, number="6204", at=moment) for moment in (at - DAY, at)]
    assert reasons == [Unseen.SEEN, Unseen.ARCHIVED]
    assert all_books() == []


def test_an_import_that_waited_for_another_is_told_after_it(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    """The clock is read before the lock of imports is asked for."""
    firm.now_sold(bearing, at=at + DAY, multiple=dec(10))
    firm.now_sold(bearing, at=at, multiple=dec(12))

    assert [offer(contract, bearing, moment).multiple for moment in (at, at + DAY)] == [5, 12]
    assert all_books() == []


def test_a_product_is_priced_by_the_group_and_brand_of_its_moment(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    firm.group("Акции")
    ContractRule.objects.create(
        contract_id=contract, group_id=firm.groups["Акции"], discount=dec(20), valid_from=firm.at
    )
    firm.now_sold(bearing, at=at, group="Акции")

    assert [price(contract, bearing, moment) for moment in (at - DAY, at)] == [100, 80]
    assert [offer(contract, bearing, moment).price for moment in (at - DAY, at)] == [100, 80]


def test_a_group_that_moved_takes_its_goods_along_from_that_moment_on(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    firm.group("Акции")
    ContractRule.objects.create(
        contract_id=contract, group_id=firm.groups["Акции"], discount=dec(20), valid_from=firm.at
    )
    firm.now_under("Подшипники", "Акции", at=at)
    firm.now_under("Подшипники", None, at=at + DAY)

    assert [price(contract, bearing, moment) for moment in (at - DAY, at, at + DAY)] == [100, 80, 100]
    assert all_books() == []


def test_the_present_is_the_same_by_both_ways(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    firm.now_sold(bearing, at=at - DAY, multiple=dec(10))
    actions.set_scope(
        contract=contract, scope=Scope.naming(allowed_brands=[firm.brands["SKF"]]), actor=None, at=at - DAY
    )

    now = assortment.offers(contract=contract, quantities={bearing: ONE}, at=at)
    assert now == assortment.offers_then(contract=contract, quantities={bearing: ONE}, at=at)
    assert stood.warehouses(contract=contract) == stood.warehouses_then(contract=contract, at=at)


# --- what a contract saw


def test_each_moment_has_its_own_part_of_the_catalog(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    belt = firm.product("A-50", price=1, brand="Gates", group="Ремни")
    deny = Scope.naming(denied_groups=[firm.groups["Подшипники"]])
    allow = Scope.naming(allowed_groups=[firm.groups["Подшипники"]])
    actions.set_scope(contract=contract, scope=deny, actor=None, at=at)
    actions.set_scope(contract=contract, scope=allow, actor=None, at=at + DAY)

    def seen(moment: datetime) -> list[bool]:
        return [offer(contract, product, moment).is_visible for product in (bearing, belt)]

    assert [seen(moment) for moment in (at - DAY, at, at + DAY)] == [[True, True], [False, True], [True, False]]
    assert assortment.unseen_then(contract=contract, number="6204", at=at) is Unseen.NOT_AGREED
    assert all_books() == []


def test_what_was_named_before_the_ledger_is_its_beginning(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    firm.deny(contract, brand="SKF")
    assert offer(contract, bearing, firm.at).is_visible is False

    actions.set_scope(contract=contract, scope=Scope(), actor=None, at=at)

    assert [offer(contract, bearing, moment).is_visible for moment in (at - DAY, at)] == [False, True]


@pytest.mark.parametrize("numbers", [{"allowed_groups": [987654]}, {"denied_brands": [987654]}])
def test_what_does_not_exist_can_not_be_named(contract: int, at: datetime, numbers: dict[str, list[int]]) -> None:
    with pytest.raises(Refusal) as refused:
        actions.set_scope(contract=contract, scope=Scope.naming(**numbers), actor=None, at=at)
    assert refused.value.code == "assortment.scope_unknown"


def test_a_person_says_why_and_nothing_is_both_seen_and_not(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    both = Scope.naming(allowed_brands=[firm.brands["SKF"]], denied_brands=[firm.brands["SKF"]])
    with pytest.raises(Refusal) as refused:
        actions.set_scope(contract=contract, scope=both, actor=firm.person("boss", "director"), at=at)
    assert {one.code for one in refused.value.reasons} == {  # type: ignore[attr-defined]
        "assortment.allowed_and_denied",
        "assortment.reason_missing",
    }


@pytest.mark.parametrize("desk", ["manager", "warehouse"])
def test_another_desk_sets_no_terms(firm: Firm, contract: int, at: datetime, desk: str) -> None:
    worker = firm.person("worker", desk)
    with pytest.raises(Refusal, match="may_not"):
        actions.set_scope(contract=contract, scope=Scope(), actor=worker, at=at)
    with pytest.raises(Refusal, match="may_not"):
        stock.set_warehouses(contract=contract, warehouses=[], actor=worker, at=at)


# --- from where it took goods


def places(contract: int, moment: datetime) -> list[str]:
    return [place.code for place in stood.warehouses_then(contract=contract, at=moment)]


def test_each_moment_has_its_own_warehouses_and_their_goods(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    stock.set_warehouses(contract=contract, warehouses=[firm.kazan], actor=None, at=at)
    stock.set_warehouses(contract=contract, warehouses=[], actor=None, at=at + DAY)

    assert [places(contract, moment) for moment in (at - DAY, at, at + DAY)] == [
        ["MSK", "KZN"],
        ["KZN"],
        ["MSK", "KZN"],
    ]
    there = [
        sum(one.there for one in stood.stood(contract=contract, products=[bearing], at=moment))
        for moment in (at - DAY, at, at + DAY)
    ]
    assert there == [17, 7, 17]
    assert all_books() == []


def test_the_same_warehouses_again_are_no_change(firm: Firm, contract: int, at: datetime) -> None:
    for _ in range(2):
        stock.set_warehouses(contract=contract, warehouses=[firm.kazan], actor=None, at=at)

    assert ContractWarehousesChange.objects.count() == 2, "how it was and how it is"


def test_a_warehouse_that_was_closed_is_known_to_have_been_open(
    firm: Firm, contract: int, bearing: int, at: datetime
) -> None:
    Warehouse.objects.filter(pk=firm.kazan).update(external_id="kzn")
    import_warehouses([WarehouseRow("kzn", "Казань", is_active=False)], at=at)

    assert [places(contract, moment) for moment in (at - DAY, at)] == [["MSK", "KZN"], ["MSK"]]
    assert all_books() == []


# --- whose it is, and that it stays


def test_a_buyer_reads_the_past_of_his_own_contracts_alone(
    firm: Firm, contract: int, strange_contract: int, stranger: int, bearing: int, at: datetime
) -> None:
    actions.set_scope(contract=contract, scope=Scope.naming(denied_brands=[firm.brands["SKF"]]), actor=None, at=at)
    stock.set_warehouses(contract=contract, warehouses=[firm.kazan], actor=None, at=at)

    with working_as(BUYER, user=stranger):
        assert not VisibilityChange.objects.exists()
        assert not ContractWarehousesChange.objects.exists()
        assert offer(strange_contract, bearing, at).is_visible
        assert places(strange_contract, at) == ["MSK", "KZN"]


@pytest.mark.parametrize("model", [ProductChange, GroupChange, VisibilityChange, ContractWarehousesChange])
@pytest.mark.parametrize("act", ["update {} set at = at", "delete from {}"])
def test_the_ledgers_are_never_rewritten(
    firm: Firm, contract: int, bearing: int, at: datetime, model: type[ProductChange], act: str
) -> None:
    firm.group("Акции")
    firm.now_sold(bearing, at=at, multiple=dec(10))
    firm.now_under("Подшипники", "Акции", at=at)
    actions.set_scope(contract=contract, scope=Scope.naming(denied_brands=[firm.brands["SKF"]]), actor=None, at=at)
    stock.set_warehouses(contract=contract, warehouses=[firm.kazan], actor=None, at=at)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act.format(model._meta.db_table))


def _another_pack(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    firm.now_sold(bearing, at=at, multiple=dec(10))
    Product.objects.filter(pk=bearing).update(multiple=7)


def _another_scope(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    scope = Scope.naming(denied_brands=[firm.brands["SKF"]])
    actions.set_scope(contract=contract, scope=scope, actor=None, at=at)
    Visibility.objects.all().delete()


def _another_place(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    Warehouse.objects.filter(pk=firm.kazan).update(external_id="kzn")
    import_warehouses([WarehouseRow("kzn", "Казань", is_active=False)], at=at)
    Warehouse.objects.filter(pk=firm.kazan).update(is_active=True)


@pytest.mark.parametrize("change", [_another_pack, _another_scope, _another_place])
def test_a_change_past_the_ledger_is_found_by_the_check(
    firm: Firm,
    contract: int,
    bearing: int,
    at: datetime,
    change: Callable[[Firm, int, int, datetime], None],
) -> None:
    change(firm, contract, bearing, at)

    assert len(all_books()) == 1

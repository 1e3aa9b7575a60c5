"""Prices of a contract's own are set with a reason, give way to newer ones, end, and stay in the past."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, reasons_of
from optom.domain.journal import queries as journal
from optom.domain.pricing import actions, queries
from optom.domain.pricing.actions import Of
from optom.domain.pricing.models import Column, FixedPrice
from tests.books import all_books
from tests.trade import Firm, dec

DAY = timedelta(days=1)


@pytest.fixture
def boss(firm: Firm) -> int:
    return firm.person("boss", "director")


@pytest.fixture
def bearing(firm: Firm) -> int:
    return firm.product("6204", price=100)


def paid(contract: int, product: int, at: datetime, quantity: object = 1) -> Decimal | None:
    asked = {product: dec(quantity)}
    price = queries.prices(contract=contract, quantities=asked, at=at)[product].price
    assert queries.prices_then(contract=contract, quantities=asked, at=at)[product].price == price
    return price


def fix(contract: int, product: int, price: object, boss: int, at: datetime, **days: Any) -> int:
    told: dict[str, Any] = {"actor": boss, "at": at, "reason": "Торг"}
    return actions.set_fixed_price(contract=contract, product=product, price=dec(price), **told, **days)


def codes(error: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, str]]:
    return [(reason.code, reason.facts["field"]) for reason in reasons_of(error.value)]


def test_a_fixed_price_holds_at_once_and_why_tells_it(
    contract: int, strange_contract: int, bearing: int, boss: int, at: datetime
) -> None:
    today = business_day(at)
    fix(contract, bearing, 70, boss, at, until=today + DAY)

    assert paid(contract, bearing, at - DAY) == dec(100)
    assert paid(contract, bearing, at) == dec(70)
    assert paid(contract, bearing, at + 3 * DAY) == dec(100)
    assert paid(strange_contract, bearing, at) == dec(100)
    why = queries.why(contract=contract, product=bearing, quantity=dec(1), at=at)
    assert (why.fixed, why.fixed_reason) == (dec(70), "Торг")
    assert why.fixed_until is not None
    assert business_day(why.fixed_until - timedelta(seconds=1)) == today + DAY
    entry = journal.entries(subject=f"companies.contract:{contract}")[0]
    assert (entry.act, entry.facts["article"], entry.facts["reason"]) == ("pricing.set_fixed_price", "6204", "Торг")
    assert all_books() == []


def test_a_price_that_lasts_longer_comes_back_after_a_shorter_one(
    contract: int, bearing: int, boss: int, at: datetime
) -> None:
    today = business_day(at)
    fix(contract, bearing, 80, boss, at - DAY)
    fix(contract, bearing, 70, boss, at, until=today)
    assert (paid(contract, bearing, at), paid(contract, bearing, at + 2 * DAY)) == (dec(70), dec(80))

    fix(contract, bearing, 60, boss, at + timedelta(seconds=1))
    assert paid(contract, bearing, at + 2 * DAY) == dec(60)
    assert paid(contract, bearing, at) == dec(70)
    assert [row.price for row in queries.fixed_prices(contract, at + timedelta(seconds=1), most=9)] == [dec(60)]


def test_an_ended_price_stays_in_the_past_and_ends_once(contract: int, bearing: int, boss: int, at: datetime) -> None:
    row = fix(contract, bearing, 70, boss, at - DAY)
    told: dict[str, Any] = {"contract": contract, "fixed": row, "actor": boss, "at": at, "reason": "Не берёт"}
    actions.end_fixed_price(**told)

    assert (paid(contract, bearing, at - timedelta(seconds=1)), paid(contract, bearing, at)) == (dec(70), dec(100))
    assert FixedPrice.objects.filter(pk=row).exists()
    with pytest.raises(Refusal, match=r"pricing\.already_ended"):
        actions.end_fixed_price(**told)


def test_a_price_taken_back_before_its_day_never_holds(contract: int, bearing: int, boss: int, at: datetime) -> None:
    row = fix(contract, bearing, 70, boss, at, since=business_day(at) + 2 * DAY)
    assert (paid(contract, bearing, at), paid(contract, bearing, at + 3 * DAY)) == (dec(100), dec(70))
    actions.end_fixed_price(contract=contract, fixed=row, actor=boss, at=at, reason="Передумали")

    assert paid(contract, bearing, at + 3 * DAY) == dec(100)
    assert queries.fixed_prices(contract, at, most=9) == []


def test_a_price_of_another_contract_is_not_ended(
    contract: int, strange_contract: int, bearing: int, boss: int, at: datetime
) -> None:
    row = fix(strange_contract, bearing, 70, boss, at)
    with pytest.raises(Refusal, match=r"pricing\.already_ended"):
        actions.end_fixed_price(contract=contract, fixed=row, actor=boss, at=at, reason="Так")
    assert paid(strange_contract, bearing, at) == dec(70)


def test_all_that_is_wrong_with_a_price_is_told_at_once(contract: int, boss: int, at: datetime) -> None:
    days: dict[str, Any] = {"since": business_day(at) - DAY, "until": business_day(at) - 2 * DAY}
    with pytest.raises(Refusal) as error:
        actions.set_fixed_price(contract=contract, product=0, price=dec("-1"), actor=boss, at=at, **days)
    assert codes(error) == [
        ("pricing.product_unknown", "article"),
        ("pricing.price_wrong", "price"),
        ("pricing.begins_in_the_past", "since"),
        ("pricing.ends_before_it_begins", "until"),
        ("pricing.reason_missing", "reason"),
    ]


def test_a_rule_of_a_brand_holds_gives_way_and_ends(
    firm: Firm, contract: int, bearing: int, boss: int, at: datetime
) -> None:
    firm.price(bearing, 150, column=firm.retail)
    of, told = Of(brand=firm.brands["SKF"]), {"contract": contract, "actor": boss, "reason": "Акция"}
    actions.set_column_of(of=of, column=None, discount=dec(10), at=at - DAY, **told)  # type: ignore[arg-type]
    rule = actions.set_column_of(of=of, column=firm.retail, discount=dec(50), at=at, **told)  # type: ignore[arg-type]

    assert (paid(contract, bearing, at - timedelta(seconds=1)), paid(contract, bearing, at)) == (dec(90), dec(75))
    why = queries.why(contract=contract, product=bearing, quantity=dec(1), at=at)
    assert (why.column, why.rule_brand, why.rule_reason) == ("Розница", "SKF", "Акция")
    later = at + DAY
    actions.end_column_of(contract=contract, rule=rule, actor=boss, at=later, reason="Кончилась")
    assert paid(contract, bearing, later) == dec(100)
    assert queries.rules_of(contract, later) == []
    acts = [entry.act for entry in journal.entries(subject=f"companies.contract:{contract}")]
    assert acts == ["pricing.end_column_of", "pricing.set_column_of", "pricing.set_column_of"]


def test_a_rule_names_its_goods_and_a_column_of_the_contracts_currency(contract: int, boss: int, at: datetime) -> None:
    dollars = Column.objects.create(code="usd", name="Доллары", currency="USD", position=3).pk
    told: dict[str, Any] = {"contract": contract, "column": dollars, "discount": dec(100), "actor": boss, "at": at}
    for of, code in ((Of(), "goods_unnamed"), (Of(group=987654), "goods_unknown")):
        with pytest.raises(Refusal) as error:
            actions.set_column_of(of=of, reason="Так", **told)
        assert [reason.code for reason in reasons_of(error.value)] == [
            f"pricing.{code}",
            "pricing.currency_differs",
            "pricing.discount_wrong",
        ]


def test_breaks_of_a_column_are_set_changed_and_withdrawn(
    firm: Firm, contract: int, bearing: int, boss: int, at: datetime
) -> None:
    told: dict[str, Any] = {"column": firm.wholesale, "product": bearing, "actor": boss, "reason": "Опт"}
    actions.set_breaks(breaks=[(dec(10), dec(95)), (dec(50), dec(90))], at=at - DAY, **told)
    assert [paid(contract, bearing, at, quantity) for quantity in (9, 10, 50)] == [dec(100), dec(95), dec(90)]
    actions.set_breaks(breaks=[(dec(10), dec(94))], at=at, **told)

    assert [paid(contract, bearing, at, quantity) for quantity in (9, 10, 50)] == [dec(100), dec(94), dec(94)]
    actions.set_breaks(breaks=[], at=at + DAY, **told)
    assert paid(contract, bearing, at + DAY, 50) == dec(100)
    assert all_books() == []


@pytest.mark.parametrize("breaks", [[(10, 95), (10, 90)], [(10, 95), (20, 96)], [(10, 100)]])
def test_breaks_grow_and_get_cheaper(
    firm: Firm, bearing: int, boss: int, at: datetime, breaks: list[tuple[int, int]]
) -> None:
    steps = [(dec(quantity), dec(price)) for quantity, price in breaks]
    with pytest.raises(Refusal, match=r"pricing\.breaks_do_not_grow"):
        actions.set_breaks(column=firm.wholesale, product=bearing, breaks=steps, actor=boss, at=at, reason="Опт")


def test_breaks_cost_as_many_statements_however_many_there_are(
    firm: Firm, bearing: int, boss: int, at: datetime
) -> None:
    told: dict[str, Any] = {"column": firm.wholesale, "product": bearing, "actor": boss, "reason": "Опт", "at": at}
    counts = []
    for many in (2, 30):
        with CaptureQueriesContext(connection) as asked:
            actions.set_breaks(breaks=[(dec(n + many), dec(100 - n)) for n in range(1, many)], **told)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_sets_no_terms_sets_no_prices(firm: Firm, contract: int, bearing: int, at: datetime) -> None:
    hunter = firm.person("hunter", "manager")
    told: dict[str, Any] = {"actor": hunter, "at": at, "reason": "Так"}
    acts: list[Any] = [
        lambda: actions.set_fixed_price(contract=contract, product=bearing, price=dec(1), **told),
        lambda: actions.end_fixed_price(contract=contract, fixed=1, **told),
        lambda: actions.set_column_of(contract=contract, of=Of(brand=1), column=None, discount=dec(1), **told),
        lambda: actions.end_column_of(contract=contract, rule=1, **told),
        lambda: actions.set_breaks(column=firm.wholesale, product=bearing, breaks=[], **told),
    ]
    for act in acts:
        with pytest.raises(Refusal, match=r"accounts\.may_not"):
            act()

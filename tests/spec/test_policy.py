"""Whatever the policy, the goods and the prices in force: what is proposed is what the slow reference makes of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from optom.domain.accounts.models import User
from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Brand, Product
from optom.domain.costs import actions as costs
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.policy import queries
from optom.domain.policy.actions import simulate
from optom.domain.policy.document import BreakRule, Guard, Named, Policy, Rounding, Rule, as_json, from_json
from optom.domain.policy.judging import OF_BREAKS
from optom.domain.policy.models import ProposedPrice
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Break, Column

from .policy_model import PRICE, InForce, proposals

if TYPE_CHECKING:
    from datetime import datetime

pytestmark = pytest.mark.django_db

_NAMES = ("drill", "saw", "bit")
_conditions = some.sampled_from(["", "", "weight > 1", 'brand = "bosch"', "NOT(cost > 100)", "ISBLANK(cost)"])
_alone = some.sampled_from(["cost * 1.3", "floor_price", "IFBLANK(cost, 77)", "cost / 3", "cost - 50", "MAX(cost, 10)"])
_from_retail = some.sampled_from(["retail * 0.9", "MIN(retail, cost * 2)", "retail - 1"])
_from_both = some.sampled_from(["wholesale * 0.95", "MAX(wholesale, cost)", "retail / 2"])
_roundings = some.sampled_from(["CEILING(price, 10) - 1", "IF(price > 100, ROUND(price, -1), price)", "price"])
_guards = some.sampled_from(
    ["price >= cost", "IFBLANK(ABS(change), 0) <= 20%", "price > before", "dealer <= retail", "weight > 0"]
)
_money = some.none() | some.decimals(1, 500, places=2)
_breaks = some.builds(
    BreakRule,
    some.sampled_from(["", "retail", "dealer"]),
    some.sampled_from(["10", "5", "weight * 10", "IFBLANK(weight, 1) * 4 - 2", "2.5 * 4"]),
    some.sampled_from(
        ["price * 0.9", "price", "price - 3", "cost * 1.1", "MIN(price, wholesale) * 0.95", "dealer / 2"]
    ),
    _conditions | some.sampled_from(["price > 50", "retail > dealer"]),
)
_in_force = some.dictionaries(some.sampled_from([Decimal(5), Decimal(10)]), some.decimals(1, 500, places=2))


def _rules(column: str, prices: some.SearchStrategy[str]) -> some.SearchStrategy[list[Rule]]:
    return some.lists(some.builds(Rule, some.just(column), prices, _conditions), max_size=3)


_policies = some.builds(
    lambda retail, wholesale, dealer, roundings, guards, breaks: Policy(
        names=(Named("cost", "planned_cost"), Named("floor_price", "cost * 1.1 + 1")),
        rules=(*dealer, *retail, *wholesale),
        roundings=tuple(Rounding(column, text) for column, text in roundings.items()),
        guards=tuple(guards),
        breaks=tuple(breaks),
    ),
    _rules("retail", _alone),
    _rules("wholesale", _alone | _from_retail),
    _rules("dealer", _alone | _from_retail | _from_both),
    some.dictionaries(some.sampled_from(["retail", "wholesale", "dealer"]), _roundings, max_size=2),
    some.lists(some.builds(Guard, some.just("a guard"), _guards, some.sampled_from(["", "retail"])), max_size=2),
    some.lists(_breaks, max_size=4),
)
_ladders = some.builds(
    lambda guards, breaks: Policy(
        names=(Named("cost", "planned_cost"),),
        rules=(Rule("retail", "IFBLANK(cost, 77)"), Rule("dealer", "retail * 0.9")),
        guards=tuple(guards),
        breaks=tuple(breaks),
    ),
    some.lists(
        some.builds(Guard, some.just("a guard"), _guards, some.sampled_from(["", "retail", "dealer"])), max_size=2
    ),
    some.lists(_breaks, min_size=3, max_size=6),
)
_goods = some.fixed_dictionaries(
    {
        "cost": _money,
        "weight": some.none() | some.decimals(0, 3, places=3),
        "brand": some.sampled_from(["Bosch", "Makita"]),
        "retail": _money,
        "wholesale": _money,
        "dealer": _money,
        "breaks": _in_force,
        "by_hand": some.booleans(),
    }
)


@pytest.fixture(autouse=True)
def catalog(at: datetime) -> None:
    import_columns(ColumnRow(code, code.title(), code=code) for code in ("retail", "wholesale", "dealer"))
    import_products((ProductRow(name, name=name) for name in _NAMES), at=at)


def _set(goods: list[dict[str, Any]], at: datetime) -> dict[int, dict[str, Any]]:
    known = {}
    told = []
    cost = Input.objects.get(name="planned_cost").pk
    for name, one in zip(_NAMES, goods, strict=True):
        product = Product.objects.get(external_id=name)
        product.weight = one["weight"]
        product.brand = Brand.objects.get_or_create(name=one["brand"], norm=one["brand"].upper())[0]
        product.save()
        told.append(Told(cost, product.pk, one["cost"]))
        known[product.pk] = {"planned_cost": one["cost"], "weight": one["weight"], "brand": one["brand"]}
    costs.set_figures(told=told, actor=None, at=at)
    rows = [
        PriceRow(name, column, one[column])
        for name, one in zip(_NAMES, goods, strict=True)
        for column in ("retail", "wholesale", "dealer")
        if one[column] is not None
    ]
    rows += [
        PriceRow(name, "retail", amount, quantity)
        for name, one in zip(_NAMES, goods, strict=True)
        for quantity, amount in one["breaks"].items()
    ]
    import_prices(rows, at=at)
    owner = User.objects.get_or_create(email="boss@optom.example", defaults={"name": "Boss", "created_at": at})[0]
    by_hand = [key for key, one in zip(known, goods, strict=True) if one["by_hand"]]
    Break.objects.filter(product__in=by_hand).update(owner=owner)
    return known


# how long it takes to think up a policy depends on what else the machine does
_unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
_three_goods = some.tuples(_goods, _goods, _goods).map(list)


@settings(_unhurried, max_examples=40)
@given(policy=_policies, goods=_three_goods)
def test_what_is_proposed_is_what_the_policy_says(policy: Policy, goods: list[dict[str, Any]], at: datetime) -> None:
    _assert_same(policy, goods, at)


@settings(_unhurried, max_examples=30)
@given(policy=_ladders, goods=_three_goods)
def test_of_many_breaks_too(policy: Policy, goods: list[dict[str, Any]], at: datetime) -> None:
    _assert_same(policy, goods, at)


def _assert_same(policy: Policy, goods: list[dict[str, Any]], at: datetime) -> None:
    with transaction.atomic():
        known = _set(goods, at)
        codes = dict(Column.objects.values_list("pk", "code"))
        prices = {
            (column, product): one[column]
            for product, one in zip(known, goods, strict=True)
            for column in ("retail", "wholesale", "dealer")
            if one[column] is not None
        }
        publication = simulate(policy=policy, actor=None, at=at)
        found = ProposedPrice.objects.filter(publication=publication)
        rows = found.values_list("column", "product", "from_quantity", "before", "amount", "rule", "guard")
        proposed = {(codes[row[0]], row[1], row[2]): row[3:] for row in rows}
        breaks: InForce = {("retail", key): one["breaks"] for key, one in zip(known, goods, strict=True)}
        by_hand = {("retail", key) for key, one in zip(known, goods, strict=True) if one["by_hand"] and one["breaks"]}
        expected = proposals(policy, known, prices, breaks, frozenset(by_hand))
        assert proposed == expected
        for product in known:
            explained = queries.why(policy=policy, product=product, at=at)
            assert explained is not None
            told = {
                (codes[one.column], product, PRICE): (one.before, one.amount, one.rule.place, one.guard)
                for one in explained.answers.values()
                if one.rule and one.amount != one.before
            } | {
                (codes[one.column], product, step.from_quantity): (
                    step.before, step.amount, step.rule and OF_BREAKS + step.rule.place, step.guard
                )
                for one in explained.answers.values()
                for step in one.breaks
                if step.moves
            }  # fmt: skip
            assert told == {key: value for key, value in expected.items() if key[1] == product}
        transaction.set_rollback(True)


@given(policy=_policies)
def test_a_policy_is_kept_as_it_is(policy: Policy) -> None:
    assert from_json(as_json(policy)) == policy


def test_a_difference_would_be_seen(at: datetime) -> None:
    known = _set(
        [
            {
                "cost": Decimal(100), "weight": None, "brand": "Bosch", "breaks": {}, "by_hand": False,
                "retail": None, "wholesale": None, "dealer": None,
            }
        ]
        * 3,
        at,
    )  # fmt: skip
    policy = Policy(rules=(Rule("retail", "planned_cost * 1.3"),))
    assert len(proposals(policy, known, {})) == 3
    with_breaks = replace(policy, breaks=(BreakRule("", "10", "price * 0.9"), BreakRule("", "10", "price * 0.8")))
    assert len(proposals(with_breaks, known, {})) == 6
    assert ProposedPrice.objects.filter(publication=simulate(policy=policy, actor=None, at=at)).count() == 3
    assert proposals(Policy(rules=(Rule("retail", "planned_cost * 1.4"),)), known, {}) != proposals(policy, known, {})

"""What docs/algorithms/pricing.md says that the policy makes is what it makes, in SQL and in Python."""

from datetime import datetime
from decimal import Decimal

import pytest

from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as costs
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.policy import actions, queries
from optom.domain.policy.document import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table
from optom.domain.policy.judging import BLANK, OF_HELD
from optom.domain.policy.models import ProposedPrice
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Column
from tests.documented import Row, tables

pytestmark = pytest.mark.django_db
_COLUMNS = ("retail", "wholesale", "dealer")
_INPUTS = ("planned_cost", "receipt_cost", "recommended")
_NAMES, _RUNGS, _RULES, _BREAKS, _ROUNDINGS, _GUARDS, _GOODS, _LADDERS = tables("pricing.md")
_POLICY = Policy(
    names=tuple(Named(row["name"], row["formula"]) for row in _NAMES),
    tables=(Table("mark-up", rungs=tuple(Rung(Decimal(row["from"]), Decimal(row["mark-up"])) for row in _RUNGS)),),
    rules=tuple(Rule(row["column"], row["price"], row["condition"]) for row in _RULES),
    breaks=tuple(
        BreakRule(row["column of breaks"], row["from quantity"], row["price of a break"], row["where"])
        for row in _BREAKS
    ),
    roundings=tuple(Rounding(row["column"], row["rounding"]) for row in _ROUNDINGS),
    guards=tuple(Guard(row["guard"], row["must hold"], row["column"]) for row in _GUARDS),
)


def _held(row: Row) -> dict[str, str]:
    return dict(part.split(": ", 1) for part in row["held"].split(", ") if part)


_EXPECTED: dict[tuple[str, str, Decimal], tuple[Decimal | None, str | None]] = {
    (row["article"], column, Decimal(0)): (
        None if row[column] == "none" else Decimal(row[column]),
        _held(row).get(column),
    )
    for row in _GOODS
    for column in _COLUMNS
    if row[column]
} | {
    (row["article"], row["column"], Decimal(row["from"])): (Decimal(row["price"]), row["held back"] or None)
    for row in _LADDERS
    if row["price"] != "no break"
}


@pytest.fixture
def goods(at: datetime) -> dict[int, str]:
    import_columns(ColumnRow(code, code.title(), code=code) for code in _COLUMNS)
    import_products(
        (
            ProductRow(
                row["article"],
                row["article"],
                brand=row["brand"],
                weight=Decimal(row["weight"]),
                multiple=Decimal(row["multiple"]),
            )
            for row in _GOODS
        ),
        at=at,
    )
    keys = dict(Product.objects.values_list("article", "pk"))
    inputs = dict(Input.objects.values_list("name", "pk"))
    told = [
        Told(inputs[name], keys[row["article"]], Decimal(row[name])) for row in _GOODS for name in _INPUTS if row[name]
    ]
    costs.set_figures(told=told, actor=None, at=at)
    before = [(row["article"], row["retail before"]) for row in _GOODS if row["retail before"]]
    import_prices((PriceRow(article, "retail", Decimal(amount)) for article, amount in before), at=at)
    return {key: article for article, key in keys.items()}


def test_the_set_makes_what_the_page_says(goods: dict[int, str], at: datetime) -> None:
    publication = actions.simulate(policy=_POLICY, actor=None, at=at)
    found = ProposedPrice.objects.filter(publication=publication)
    rows = found.values_list("product", "column__code", "from_quantity", "amount", "guard")
    made = {(goods[row[0]], row[1], row[2]): (row[3], _guard(row[4])) for row in rows}
    assert made == _EXPECTED


def test_one_product_is_explained_as_the_page_says(goods: dict[int, str], at: datetime) -> None:
    codes = dict(Column.objects.values_list("pk", "code"))
    told: dict[tuple[str, str, Decimal], tuple[Decimal | None, str | None]] = {}
    for product, article in goods.items():
        explained = queries.why(policy=_POLICY, product=product, at=at)
        assert explained is not None
        moves = {key: one for key, one in explained.answers.items() if one.amount != one.before}
        told |= {(article, codes[key], Decimal(0)): (one.amount, _guard(one.guard)) for key, one in moves.items()}
        told |= {
            (article, codes[key], step.from_quantity): (step.amount, _guard(step.guard))
            for key, one in explained.answers.items()
            for step in one.breaks
            if step.moves
        }
    assert told == _EXPECTED


def _guard(place: int | None) -> str | None:
    if place is None:
        return None
    return {BLANK: "no price", OF_HELD: "of held"}.get(place) or _POLICY.guards[place - 1].name

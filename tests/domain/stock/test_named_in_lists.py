"""By which numbers a list of arrivals names goods: an article, an identifier, or both, which must agree."""

from datetime import datetime
from typing import Any

import pytest

from optom.base.business_day import business_day
from optom.base.staging import Skipped
from optom.domain.catalog.models import Product
from optom.domain.stock.importing import ArrivalRow, import_arrivals
from optom.domain.stock.models import Arrival
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods(firm: Firm) -> dict[str, int]:
    """The article of the one is the identifier of the other; both have identifiers of their own besides."""
    skf = firm.product("6204", price=10, brand="SKF")
    fag = firm.product("7308", price=10, brand="FAG")
    Product.objects.filter(pk=skf).update(external_id="id-skf")
    Product.objects.filter(pk=fag).update(external_id="6204")
    return {"skf": skf, "fag": fag}


def load(firm: Firm, at: datetime, **said: Any) -> tuple[list[int], list[Skipped]]:
    """What one row announces, and what of it is left out."""
    left: list[Skipped] = []
    row: dict[str, Any] = {"product": "", "quantity": dec(5), "expected_on": business_day(at), "warehouse": "MSK"}
    rows = [ArrivalRow(**{**row, "origin": "list.csv:7", **said})]
    import_arrivals(rows, at=at, report=left.append)
    return list(Arrival.objects.values_list("product_id", flat=True)), left


def test_a_number_that_is_the_article_of_one_and_the_identifier_of_another_is_told(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    announced, [told] = load(firm, at, product="6204")

    assert announced == []
    assert (told.code, told.origin) == ("stock.number_of_two", "list.csv:7")
    assert (told.facts["article"], told.facts["other"]) == ("6204", "7308 FAG")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"product": "6204", "brand": "SKF"}, "skf"),
        ({"product": "6204", "brand": "FAG"}, "fag"),
        ({"product": "7308"}, "fag"),
        ({"product": "id-skf"}, "skf"),
        ({"key": "id-skf"}, "skf"),
        ({"key": "6204"}, "fag"),
        ({"product": "6204", "key": "id-skf"}, "skf"),
        ({"product": "7308", "key": "6204"}, "fag"),
        ({"product": "6204", "brand": "SKF", "key": "id-skf"}, "skf"),
        ({"product": "7308", "key": "of nobody"}, "fag"),
        ({"product": "unheard of", "key": "id-skf"}, "skf"),
    ],
)
def test_what_is_named_without_a_doubt_is_announced(
    firm: Firm, goods: dict[str, int], at: datetime, said: dict[str, str], meant: str
) -> None:
    assert load(firm, at, **said) == ([goods[meant]], [])


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ({"product": "6204", "key": "6204"}, "7308 FAG"),
        ({"product": "7308", "key": "id-skf"}, "6204 SKF"),
        ({"product": "unheard of", "brand": "FAG", "key": "id-skf"}, "6204 SKF"),
    ],
)
def test_an_identifier_that_means_other_goods_than_the_article_is_told(
    firm: Firm, goods: dict[str, int], at: datetime, said: dict[str, str], other: str
) -> None:
    announced, [told] = load(firm, at, **said)

    assert announced == []
    assert (told.code, told.origin, told.facts["other"]) == ("stock.numbers_disagree", "list.csv:7", other)


def test_an_article_of_another_maker_than_the_brand_says_is_none(
    firm: Firm, goods: dict[str, int], at: datetime
) -> None:
    announced, [told] = load(firm, at, product="id-skf", brand="FAG")
    assert (announced, told.code) == ([], "stock.unknown_article")
    announced, [told] = load(firm, at, key="of nobody")
    assert (announced, told.code, told.external_id) == ([], "stock.unknown_article", "of nobody")


def test_goods_that_the_caller_knows_are_not_looked_up(firm: Firm, goods: dict[str, int], at: datetime) -> None:
    assert load(firm, at, product="6204", known=goods["skf"]) == ([goods["skf"]], [])

"""What a company itself calls products: one number a product that it gave, beside those remembered from its lists."""

from datetime import datetime

import pytest

from optom.base.refusal import Refusal
from optom.domain.assortment import actions, meaning, queries
from optom.domain.assortment.meaning import Wanted, meanings
from optom.domain.assortment.queries import Filters, Sort
from optom.domain.companies.models import Contract
from tests.statements import counted
from tests.trade import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(contract: int) -> int:
    return Contract.objects.get(pk=contract).company_id


def shown(company: int, *products: int) -> dict[int, str]:
    return meaning.own_numbers(company=company, products=products)


def meant(contract: int, number: str) -> tuple[int, ...]:
    return meanings(contract=contract, wanted=[Wanted(number)])[0].products


def test_the_number_given_is_shown_before_all_that_is_remembered(firm: Firm, contract: int, company: int) -> None:
    bearing = firm.product("6204-2RS")
    actions.give_numbers(company=company, numbers={bearing: "К-100"})
    actions.remember(company=company, numbers={"подш. оси": bearing})

    assert shown(company, bearing) == {bearing: "К-100"}
    assert (meant(contract, "к100"), meant(contract, "Подш оси")) == ((bearing,), (bearing,))


def test_another_number_takes_the_place_of_the_given_one_and_of_nothing_that_is_remembered(
    firm: Firm, contract: int, company: int
) -> None:
    bearing = firm.product("6204-2RS")
    actions.remember(company=company, numbers={"подш. оси": bearing})
    actions.give_numbers(company=company, numbers={bearing: "К-100"})
    actions.give_numbers(company=company, numbers={bearing: "К-200"})

    assert shown(company, bearing) == {bearing: "К-200"}
    assert (meant(contract, "К-100"), meant(contract, "подш. оси")) == ((), (bearing,))


def test_what_is_cleared_is_what_was_shown(firm: Firm, company: int) -> None:
    bearing = firm.product("6204-2RS")
    actions.remember(company=company, numbers={"подш. оси": bearing})
    actions.give_numbers(company=company, numbers={bearing: "К-100"})

    actions.give_numbers(company=company, numbers={bearing: ""})
    assert shown(company, bearing) == {bearing: "подш. оси"}
    actions.give_numbers(company=company, numbers={bearing: ""})
    assert shown(company, bearing) == {}


def test_the_same_number_written_otherwise_is_written_anew(firm: Firm, company: int) -> None:
    bearing = firm.product("6204-2RS")
    actions.give_numbers(company=company, numbers={bearing: "к 100"})
    actions.give_numbers(company=company, numbers={bearing: "К-100"})

    assert shown(company, bearing) == {bearing: "К-100"}


def test_a_number_that_another_product_was_given_is_refused_and_the_rest_is_kept(firm: Firm, company: int) -> None:
    bearing, belt, seal = firm.product("6204-2RS"), firm.product("SPA1250"), firm.product("25x42")
    actions.give_numbers(company=company, numbers={bearing: "К-100"})

    refused = actions.give_numbers(company=company, numbers={belt: "к100", seal: "К-300", bearing: "—"})

    taken = Refusal("assortment.own_number_taken", number="к100", article="6204-2RS")
    wrong = Refusal("assortment.own_number_wrong", number="—", most=100)
    assert refused == {belt: taken, bearing: wrong}
    assert shown(company, bearing, belt, seal) == {bearing: "К-100", seal: "К-300"}


def test_one_number_for_two_products_goes_to_the_first(firm: Firm, company: int) -> None:
    bearing, belt = firm.product("6204-2RS"), firm.product("SPA1250")

    refused = actions.give_numbers(company=company, numbers={bearing: "К-100", belt: "К100"})
    assert refused == {belt: Refusal("assortment.own_number_twice", number="К100")}


def test_what_was_only_remembered_for_another_product_gives_way(firm: Firm, contract: int, company: int) -> None:
    bearing, belt = firm.product("6204-2RS"), firm.product("SPA1250")
    actions.remember(company=company, numbers={"К-100": belt})

    assert actions.give_numbers(company=company, numbers={bearing: "К-100"}) == {}
    assert meant(contract, "К-100") == (bearing,)


def test_an_answer_moves_a_given_number_and_then_it_is_a_remembered_one(firm: Firm, company: int) -> None:
    bearing, belt = firm.product("6204-2RS"), firm.product("SPA1250")
    actions.give_numbers(company=company, numbers={bearing: "К-100", belt: "К-200"})

    actions.remember(company=company, numbers={"К-100": belt})
    assert shown(company, bearing, belt) == {belt: "К-200"}


def test_many_are_given_in_as_many_statements_as_one(firm: Firm, company: int) -> None:
    products = [firm.product(f"A{number}") for number in range(30)]
    with counted() as one:
        actions.give_numbers(company=company, numbers={products[0]: "N0"})
    with counted() as many:
        actions.give_numbers(company=company, numbers={product: f"N{place}" for place, product in enumerate(products)})
    assert len(one) == len(many)


def test_a_search_finds_by_the_own_number_whole_and_by_its_beginning(
    firm: Firm, contract: int, company: int, at: datetime
) -> None:
    bearing, ring, belt = (
        firm.product("6204-2RS"),
        firm.product("Q-1", name="Кольцо"),
        firm.product("Q-2", name="Ремень"),
    )
    stranger = firm.client("Чужой", "7700000016")
    actions.give_numbers(company=company, numbers={belt: "К-100/7", ring: "К-100"})

    def found(contract: int, text: str) -> tuple[list[int], str | None]:
        part = queries.window(contract=contract, at=at, filters=Filters(search=text), sort=Sort.RELEVANCE, count=10)
        return [row.id for row in part.rows], part.instead

    assert found(contract, "к 100") == ([ring, belt], None), "the whole number comes first"
    assert found(contract, "6204") == ([bearing], None)
    assert found(stranger, "к 100") == ([], None), "what a company calls its goods is nobody else's business"

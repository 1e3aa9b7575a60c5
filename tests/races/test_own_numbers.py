"""Two colleagues who give numbers at once: what one has given the other finds given."""

from collections.abc import Mapping
from typing import Any

import pytest

from optom.domain.assortment import actions
from optom.domain.assortment.models import OwnNumber
from optom.domain.companies.models import Contract
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, met_after_running, refusals, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    return delivery.firm.product("6204")


@pytest.fixture
def belt(delivery: Delivery) -> int:
    return delivery.firm.product("A-50")


def given(delivery: Delivery, patch: pytest.MonkeyPatch, *numbers: Mapping[int, str]) -> list[Any]:
    """What each of the colleagues is answered; all have asked what is given before anybody gives."""
    company = Contract.objects.get(pk=delivery.contract).company_id
    with patch.context() as meeting:
        meeting.setattr(actions, "_refused", met_after(actions._refused))
        return together(*[lambda some=some: actions.give_numbers(company=company, numbers=some) for some in numbers])


def unguarded(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(actions._sql._texts, "lock_own_numbers", "select %(company)s")


def test_without_the_lock_two_numbers_of_one_product_break_an_act(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch)
    met_after_running(monkeypatch, actions._sql, "give_up_numbers")

    answers = given(delivery, monkeypatch, {bearing: "K-100"}, {bearing: "K-200"})

    assert refusals(answers) == ["IntegrityError"], "the harm"


@pytest.mark.usefixtures("books_agree")
def test_of_two_numbers_of_one_product_the_later_holds(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert given(delivery, monkeypatch, {bearing: "K-100"}, {bearing: "K-200"}) == [{}, {}]
    assert OwnNumber.objects.get(product=bearing).number in {"K-100", "K-200"}


def test_without_the_lock_one_colleague_takes_the_number_that_another_has_just_given(
    delivery: Delivery, bearing: int, belt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unguarded(monkeypatch)

    assert given(delivery, monkeypatch, {bearing: "K-100"}, {belt: "K-100"}) == [{}, {}], "the harm: one has lost it"
    assert OwnNumber.objects.count() == 1


@pytest.mark.usefixtures("books_agree")
def test_a_number_that_a_colleague_has_just_given_is_taken(
    delivery: Delivery, bearing: int, belt: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = given(delivery, monkeypatch, {bearing: "K-100"}, {belt: "K-100"})

    assert [refusal.code for answer in answers for refusal in answer.values()] == ["assortment.own_number_taken"]

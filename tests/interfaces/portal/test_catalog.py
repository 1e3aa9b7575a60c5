"""The catalog's page: a mistyped search says what is shown instead."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def test_a_mistyped_word_is_answered_by_its_like_and_the_page_says_so(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    client = enter(alice)

    said = client.get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert [row[0] for row in said["rows"]] == [str(bearing)]
    assert said["note"]["text"] == "По запросу «пдшипник» ничего нет, показано: «подшипник»"
    assert said["note"]["query"] == "подшипник"

    exact = client.get(f"/c/{contract}/catalog/rows?q={said['note']['query']}").json()
    assert [row[0] for row in exact["rows"]] == [str(bearing)]
    assert "note" not in exact


def test_of_goods_that_the_contract_does_not_see_no_better_word_is_told(
    enter: Enter, alice: int, firm: Firm, contract: int, bearing: int
) -> None:
    firm.deny(contract, group="Подшипники")

    said = enter(alice).get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert (said["total"], said["rows"]) == (0, [])
    assert "note" not in said

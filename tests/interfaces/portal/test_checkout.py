"""The panel beside a draft: what placing does, lines that another contract sells, the sum that was shown."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from tests.trade import SECOND_INN, Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def draft(contract: int, alice: int, bearing: int) -> int:
    """Twenty bearings."""
    made = actions.open_draft(contract=contract, name="Mine", actor=alice, at=timezone.now())
    actions.set_quantities(contract=contract, draft=made, quantities={bearing: Decimal(20)})
    return made


def lines(contract: int, draft: int) -> dict[int, int]:
    return {p: int(q) for p, q in orders.draft_lines(contract=contract, draft=draft).items()}


def test_the_panel_tells_sum_source_and_limits(enter: Enter, alice: int, contract: int, draft: int) -> None:
    page = enter(alice).get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    assert "8\u202f246,00" in page
    assert "в наличии" in page
    assert "1\u202f000\u202f000,00 → <span>991\u202f754,00" in page


def test_who_was_shown_another_sum_is_told_the_new_one(enter: Enter, alice: int, contract: int, draft: int) -> None:
    client = enter(alice)

    refused = client.post(f"/c/{contract}/drafts/{draft}/place/", {"total": "4123.00"})

    assert refused.status_code == 422
    assert refused.json()["refusals"][0]["code"] == "orders.total_moved"
    assert client.post(f"/c/{contract}/drafts/{draft}/place/", {"total": "8246.00"}).status_code == 200


def test_what_another_contract_of_mine_sells_moves_there(
    enter: Enter, firm: Firm, alice: int, contract: int, draft: int, bearing: int
) -> None:
    other = firm.client("Механик-2", SECOND_INN, alice)
    seal = firm.product("seal", brand="Corteco", price=5, on_hand=10)
    firm.deny(contract, brand="Corteco")
    actions.set_quantities(contract=contract, draft=draft, quantities={seal: Decimal(3)})
    client = enter(alice)
    assert "Перенести 1 строку: Механик-2" in client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    client.post(f"/c/{contract}/drafts/{draft}/split/", {"contract": str(other)})

    assert lines(contract, draft) == {bearing: 20}
    (there,) = orders.drafts(contract=other, actor=alice)
    assert lines(other, there.id) == {seal: 3}


def test_nothing_moves_to_a_strangers_contract(enter: Enter, firm: Firm, alice: int, contract: int, draft: int) -> None:
    foreign = firm.client("Чужие", SECOND_INN, firm.person("stranger"))
    seal = firm.product("seal", brand="Corteco", price=5, on_hand=10)
    firm.deny(contract, brand="Corteco")
    actions.set_quantities(contract=contract, draft=draft, quantities={seal: Decimal(3)})

    assert enter(alice).post(f"/c/{contract}/drafts/{draft}/split/", {"contract": str(foreign)}).status_code == 404
    assert seal in lines(contract, draft)


def test_a_stranger_sees_no_panel_and_places_nothing(enter: Enter, firm: Firm, contract: int, draft: int) -> None:
    stranger = firm.person("stranger")
    foreign = firm.client("Чужие", SECOND_INN, stranger)
    client = enter(stranger)

    for address in (f"/c/{contract}/drafts/{draft}/", f"/c/{foreign}/drafts/{draft}/"):
        assert client.get(f"{address}checkout/").status_code == 404
        assert client.post(f"{address}split/", {"contract": str(foreign)}).status_code == 404
        assert client.post(f"{address}place/", {}).status_code in {404, 422}
    assert list(lines(contract, draft).values()) == [20]

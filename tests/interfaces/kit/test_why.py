"""A price has a page of its own: the buyer sends its link, his support sees the same."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from optom.domain.pricing.models import ContractRule
from tests.trade import SECOND_INN, Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def agreed(firm: Firm, contract: int, bearing: int) -> None:
    """Five per cent on the brand."""
    ContractRule.objects.create(
        contract_id=contract, brand_id=firm.brands["SKF"], discount=dec(5), valid_from=firm.at, reason="Объём"
    )


def link_of(client: Client, contract: int, product: int) -> str:
    told = client.get(f"/c/{contract}/catalog/why", {"key": str(product), "column": "price"}).json()
    return str(told["link"])


def test_buyer_and_support_open_the_same_derivation(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, agreed: None
) -> None:
    link = link_of(enter(alice), contract, bearing)

    pages = [enter(user).get(link).content.decode() for user in (alice, firm.person("finance", "finance"))]

    assert all("391,69" in page and "Объём" in page and "6204-2RS" in page for page in pages)


def test_the_link_keeps_its_moment(enter: Enter, firm: Firm, alice: int, contract: int, bearing: int) -> None:
    link = link_of(enter(alice), contract, bearing)
    ContractRule.objects.create(
        contract_id=contract, brand_id=firm.brands["SKF"], discount=dec(5), valid_from=firm.at + timedelta(days=365)
    )

    assert "412,30" in enter(alice).get(link).content.decode()
    later = enter(alice).get(f"/why/{contract}/{bearing}/", {"at": (firm.at + timedelta(days=366)).isoformat()})
    assert "391,69" in later.content.decode()


def test_a_stranger_and_what_the_contract_does_not_see_have_no_page(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужие", SECOND_INN, stranger)
    secret = firm.product("S-1", price=1, group="Секретное")
    firm.deny(contract, group="Секретное")

    assert enter(stranger).get(f"/why/{contract}/{bearing}/").status_code == 404
    assert enter(alice).get(f"/why/{contract}/{secret}/").status_code == 404
    assert Client().get(f"/why/{contract}/{bearing}/").status_code in {302, 401}


def test_nonsense_in_the_address_is_answered_in_words(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    assert client.get(f"/why/{contract}/{bearing}/", {"at": "вчера"}).status_code == 400
    assert client.get(f"/why/{contract}/{bearing}/", {"quantity": "много"}).status_code in {400, 422}
    assert client.get(f"/why/{contract}/{bearing + 10**6}/").status_code == 404

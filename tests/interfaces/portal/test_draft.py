"""A draft in the grid: what is typed is answered at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from optom.domain.orders import queries as orders

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def _type(client: Client, address: str, product: int, quantity: str) -> dict[str, object]:
    body = {"key": str(product), "column": "quantity", "value": quantity}
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_quantity_in_the_catalog_opens_a_draft(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    answer = _type(enter(alice), f"/c/{contract}/catalog/cell", bearing, "20")

    assert [draft.lines for draft in orders.drafts(contract=contract)] == [1]
    assert "20" in list(answer["row"])  # type: ignore[call-overload]
    assert "8246" in list(answer["row"])  # type: ignore[call-overload]


def test_a_zero_takes_the_line_out(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    draft = orders.drafts(contract=contract)[0].id

    answer = _type(client, f"/c/{contract}/drafts/{draft}/cell", bearing, "0")

    assert orders.draft_lines(contract=contract, draft=draft) == {}
    assert "0" in list(answer["row"])  # type: ignore[call-overload]


def test_the_consequence_is_told_before_the_order(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "600")
    draft = orders.drafts(contract=contract)[0].id

    page = client.get(f"/c/{contract}/drafts/{draft}/placing/").content.decode()

    assert "206\u202f150,00" in page, "of 600 only 500 stand in the warehouse"
    assert "1 строка" in page


def test_another_contracts_draft_is_not_there(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    draft = orders.drafts(contract=contract)[0].id

    assert client.get(f"/c/{contract}/drafts/{draft}/").status_code == 200
    assert client.get(f"/c/{contract}/drafts/{draft + 1}/").status_code == 404

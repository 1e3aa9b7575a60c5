"""What a paste has left out: shown row by row with the reason, put in by hand, seen by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
TEXT = "Артикул\tКол-во\n6204-2RS\t20\n6204-2RS\t0\nСклад Москва\t\nИтого\t20"


@pytest.fixture
def draft(contract: int, alice: int, firm: Firm) -> int:
    return actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=firm.at)


def paste(client: Client, contract: int, draft: int) -> dict[str, Any]:
    body = {"text": TEXT}
    return dict(client.post(f"/c/{contract}/drafts/{draft}/paste", body, content_type="application/json").json())


def act(client: Client, contract: int, draft: int, name: str, *keys: Any, **given: str) -> dict[str, Any]:
    url = f"/c/{contract}/drafts/{draft}/left-out/acts/{name}"
    body = {"keys": [str(key) for key in keys], **given}
    answer = client.post(url, body, content_type="application/json", headers={"Idempotency-Key": f"{name}{keys}"})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_nothing_is_only_counted(enter: Enter, alice: int, contract: int, draft: int, bearing: int) -> None:
    client = enter(alice)

    told = paste(client, contract, draft)

    assert told["about"] == {"title": "Что пропущено", "url": f"/c/{contract}/drafts/{draft}/left-out/"}
    rows = client.get(f"{told['about']['url']}rows").json()["rows"]
    assert [(row[1], row[2], row[3]) for row in rows] == [
        (3, "6204-2RS 0", "no_quantity"),
        (4, "Склад Москва", "says_nothing"),
        (5, "Итого 20", "total"),
    ]
    assert "6204-2RS 0" in b"".join(client.get(f"{told['about']['url']}export.csv")).decode()
    parts = client.get(f"/c/{contract}/drafts/{draft}/rows").json()["status"]["parts"]
    assert {"name": "left", "text": "3", "title": "Пропущено", "url": told["about"]["url"]} in parts
    assert "3 вставленные строки пропущены" in client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()


def test_rows_are_corrected_and_put_in(enter: Enter, alice: int, contract: int, draft: int, bearing: int) -> None:
    client = enter(alice)
    paste(client, contract, draft)
    zero, place, total = (row.id for row in orders.left_out(contract=contract, draft=draft).all())

    asked = act(client, contract, draft, "take", zero, place)["form"]
    assert f'name="text-{place}" value="Склад Москва"' in asked
    said = {f"text-{zero}": "6204-2RS", f"quantity-{zero}": "30", f"text-{place}": "нечто 5 - 4 шт", "sure": "1"}
    told = act(client, contract, draft, "take", zero, place, **said)

    assert told["message"] == "Распознана 1 строка; уточнить: 1"
    assert orders.draft_lines(contract=contract, draft=draft) == {bearing: 50}
    assert [(row.number, row.quantity) for row in orders.open_rows(contract=contract, draft=draft)] == [("нечто 5", 4)]
    act(client, contract, draft, "drop", total)
    assert orders.left_out(contract=contract, draft=draft).all() == []
    client.post(told["undo"])
    assert len(orders.left_out(contract=contract, draft=draft).all()) == 2
    assert orders.draft_lines(contract=contract, draft=draft) == {bearing: 20}


def test_a_quantity_that_is_none_is_refused_and_nothing_is_put_in(
    enter: Enter, alice: int, contract: int, draft: int, bearing: int
) -> None:
    client = enter(alice)
    paste(client, contract, draft)
    row = orders.left_out(contract=contract, draft=draft).all()[0].id

    for quantity in ("много", "-5"):
        body = {"keys": [str(row)], f"quantity-{row}": quantity, "sure": "1"}
        url = f"/c/{contract}/drafts/{draft}/left-out/acts/take"
        assert client.post(url, body, content_type="application/json").status_code == 422

    assert orders.draft_lines(contract=contract, draft=draft) == {bearing: 20}


def test_a_stranger_finds_nothing_of_it(
    enter: Enter, firm: Firm, alice: int, contract: int, draft: int, bearing: int
) -> None:
    paste(enter(alice), contract, draft)
    row = orders.left_out(contract=contract, draft=draft).all()[0].id
    user = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", user)
    own = actions.open_draft(contract=his, name="его", actor=user, at=firm.at)
    stranger = enter(user)

    assert stranger.get(f"/c/{contract}/drafts/{draft}/left-out/rows").status_code == 404
    assert stranger.get(f"/c/{his}/drafts/{draft}/left-out/rows").status_code == 404
    act(stranger, his, own, "take", row, sure="1")
    act(stranger, his, own, "drop", row)

    assert orders.draft_lines(contract=his, draft=own) == {}
    assert len(orders.left_out(contract=contract, draft=draft).all()) == 3

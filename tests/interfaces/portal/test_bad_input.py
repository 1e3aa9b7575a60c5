"""Whatever is sent, the answer is words and never a 500."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def alices(enter: Enter, alice: int, contract: int, bearing: int) -> Client:
    return enter(alice)


@pytest.mark.parametrize(
    "asked",
    [
        "sort=nothing",
        "sort=-'; drop table x",
        "from=-1",
        "from=abc",
        "count=1e9",
        "count=99999999999999999999",
        "group=abc",
        "group=99999999999999999999999",
        "brand_id=%00",
    ],
)
def test_a_damaged_window_is_a_bad_request(alices: Client, contract: int, asked: str) -> None:
    answer = alices.get(f"/c/{contract}/catalog/rows?{asked}")

    assert answer.status_code == 400
    assert answer.json()["refusals"][0]["text"]


@pytest.mark.parametrize("asked", ["q=%00", "q=" + "я" * 5000, "q=%25%25__", "sort=", "unknown=1", "in_stock=1&q='"])
def test_a_strange_but_possible_window_is_answered(alices: Client, contract: int, asked: str) -> None:
    assert alices.get(f"/c/{contract}/catalog/rows?{asked}").status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"key": 1}', b'{"key": [], "column": "quantity", "value": "1"}', b"\xff\xfe",
     b'{"key": "x", "column": "quantity", "value": "1"}', b'{"key": "1", "column": "price", "value": "1"}'],
)  # fmt: skip
def test_a_damaged_cell_is_a_bad_request(alices: Client, contract: int, body: bytes) -> None:
    answer = alices.post(f"/c/{contract}/catalog/cell", body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.json()["refusals"][0]["text"]


def test_a_cell_without_a_key_of_idempotency_is_a_bad_request(alices: Client, contract: int, bearing: int) -> None:
    answer = _type(alices, contract, bearing, "10", key="")

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("typed", "code"),
    [("abc", "input.not_a_number"), ("15", "orders.not_multiple"), ("-10", "orders.quantity_not_positive"),
     ("1e999", "input.not_a_number"), ("9" * 40, "input.too_large"), ("NaN", "input.not_a_number")],
)  # fmt: skip
def test_a_quantity_that_cannot_be_is_refused_with_words(
    alices: Client, contract: int, bearing: int, typed: str, code: str
) -> None:
    answer = _type(alices, contract, bearing, typed)

    assert answer.status_code == 422
    refusal = answer.json()["refusals"][0]
    assert refusal["code"] == code
    assert refusal["text"]


def test_a_quantity_between_packs_is_answered_with_the_next_one(alices: Client, contract: int, bearing: int) -> None:
    assert _type(alices, contract, bearing, "15").json()["refusals"][0]["suggest"] == "20"


def test_of_pasted_cells_the_good_ones_stay(alices: Client, contract: int, bearing: int) -> None:
    cells = [
        {"key": str(bearing), "column": "quantity", "value": "20"},
        {"key": "987654", "column": "quantity", "value": "5"},
    ]
    answer = alices.post(f"/c/{contract}/catalog/cells", {"cells": cells}, content_type="application/json").json()

    assert [row[0] for row in answer["rows"]] == [str(bearing)]
    assert [one["key"] for one in answer["refused"]] == ["987654"]


@pytest.mark.parametrize(
    ("address", "given"),
    [("papers/advance/", {"amount": "много"}), ("papers/advance/", {}), ("company/addresses/new/", {}),
     ("shipments/ask/", {"lines": "1"}), ("drafts/1/place/", {}), ("drafts/999/name/", {"name": "x"})],
)  # fmt: skip
def test_a_form_that_cannot_be_says_why(alices: Client, contract: int, address: str, given: dict[str, str]) -> None:
    answer = alices.post(f"/c/{contract}/{address}", given)

    assert answer.status_code in {404, 422}
    if answer.status_code == 422:
        assert answer.json()["refusals"][0]["text"]


def test_the_field_that_is_wrong_is_named(alices: Client, contract: int) -> None:
    answer = alices.post(f"/c/{contract}/papers/advance/", {"amount": "много"}).json()

    assert answer["errors"] == {"amount": ["«много» — не число."]}


@pytest.mark.parametrize("address", ["shipments/ask/?lines=x", "shipments/ask/?lines=1&q1=y&address=z"])
def test_a_damaged_address_is_a_bad_request(alices: Client, contract: int, address: str) -> None:
    assert alices.get(f"/c/{contract}/{address}").status_code == 400


def test_without_script_a_refusal_is_a_page(alices: Client, contract: int) -> None:
    answer = alices.post(f"/c/{contract}/papers/advance/", {"amount": "много"}, headers={"Accept": "text/html"})

    assert answer.status_code == 422
    assert "«много» — не число." in answer.content.decode()


def _type(client: Client, contract: int, product: int, typed: str, *, key: str = "k") -> Any:
    body = {"key": str(product), "column": "quantity", "value": typed}
    address = f"/c/{contract}/catalog/cell"
    return client.post(address, body, content_type="application/json", headers={"Idempotency-Key": key})

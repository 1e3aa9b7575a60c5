"""Acts on orders too long for a field a line, and invoices for chosen lines: from an order and from the reserves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.billing import queries as invoices
from optom.domain.companies.models import Contract
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Line
from optom.domain.orders.rules import OrderLine
from tests.interfaces.archive import account_to_pay_to
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def line(contract: int, alice: int, bearing: int) -> int:
    """Alice holds twenty."""
    return ordered(contract, alice, bearing, 20)


@pytest.fixture
def in_two_places(firm: Firm, contract: int, alice: int) -> int:
    """Alice holds 48 in Moscow and 9 in Kazan."""
    return ordered(contract, alice, firm.product("6308", price=1, on_hand=48, kazan=9), 57)


def ordered(contract: int, who: int, product: int, quantity: int) -> int:
    lines, key = [OrderLine(product, dec(quantity))], f"{product}-{quantity}"
    placed = orders.place(contract=contract, lines=lines, key=key, actor=who, at=timezone.now())
    return queries.lines(order=placed.order)[0].id


def keys_of_reserves(client: Client, contract: int) -> list[str]:
    return [row[0] for row in client.get(f"/c/{contract}/reserves/rows").json()["rows"]]


def act(client: Client, contract: int, name: str, keys: list[str], **given: str) -> Any:
    url = f"/c/{contract}/reserves/acts/{name}"
    return client.post(url, {"keys": keys, **given}, content_type="application/json")


@pytest.fixture
def long_order(firm: Firm, contract: int, alice: int) -> int:
    """A hundred and twenty articles, one of each."""
    lines = [OrderLine(firm.product(f"L-{number}", price=10, on_hand=1), dec(1)) for number in range(120)]
    return orders.place(contract=contract, lines=lines, key="long", actor=alice, at=timezone.now()).order


def all_of(order: int) -> list[str]:
    return [str(line.id) for line in queries.lines(order=order)]


def in_order(client: Client, contract: int, order: int, name: str, **given: str) -> Any:
    url = f"/c/{contract}/orders/{order}/acts/{name}"
    body = {"keys": all_of(order), **given}
    return client.post(url, body, content_type="application/json", headers={"Idempotency-Key": name}).json()


@pytest.mark.parametrize("name", ["release", "cancel"])
def test_what_is_given_back_of_a_long_order_is_told_by_name_count_and_sum(
    enter: Enter, alice: int, contract: int, long_order: int, name: str
) -> None:
    client = enter(alice)

    asked = in_order(client, contract, long_order, name)["form"]
    for told in ("L-0", "и ещё 110<", "Всего: 120<", "1\u202f200,00"):
        assert told in asked.replace("\xa0", "\u202f"), told
    in_order(client, contract, long_order, name, sure="1")

    assert not any(line.reserved for line in queries.lines(order=long_order))


def test_a_long_order_moves_whole_after_it_was_compared(
    enter: Enter, firm: Firm, alice: int, contract: int, long_order: int
) -> None:
    second = firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    client = enter(alice)

    asked = in_order(client, contract, long_order, "move")["form"]
    assert "и ещё 110<" in asked
    given = {"quantity-all": "1", "target": str(second)}
    compared = in_order(client, contract, long_order, "move", **given)["form"]
    assert "и ещё 20<" in compared
    in_order(client, contract, long_order, "move", **given, sure="1")

    assert Line.objects.filter(contract_id=second, reserved=1).count() == 120


def test_a_long_order_is_extended_whole(enter: Enter, alice: int, contract: int, long_order: int) -> None:
    assert "120 строк" in in_order(enter(alice), contract, long_order, "extend")["message"]


# --- invoices for chosen lines


def test_an_invoice_for_chosen_lines_offers_what_no_invoice_asks_for(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int, in_two_places: int
) -> None:
    account_to_pay_to(firm)
    client = enter(alice)
    keys = keys_of_reserves(client, contract)
    post = {"keys": keys, f"quantity-{line}": "5", f"quantity-{in_two_places}": ""}
    url = f"/c/{contract}/reserves/acts/invoice"

    asked = act(client, contract, "invoice", keys).json()["form"]
    assert f'name="quantity-{line}" value="20"' in asked
    assert f'name="quantity-{in_two_places}" value="57"' in asked, "held in two places, one line"
    done = client.post(url, post, content_type="application/json", headers={"Idempotency-Key": "i"}).json()
    assert "Выставлен на 2\u202f061,50" in done["message"].replace("\xa0", "\u202f")
    assert done["about"]["title"] == "Счёт 1"

    again = act(client, contract, "invoice", keys).json()["form"]
    assert f'name="quantity-{line}" value="15"' in again
    [issued] = invoices.invoices(contract=contract).all()
    assert [(one.line, one.quantity) for one in invoices.lines(issued.id)] == [(line, dec(5))]


def test_an_invoice_for_a_long_order_needs_no_field_a_line(
    enter: Enter, firm: Firm, alice: int, contract: int, long_order: int
) -> None:
    account_to_pay_to(firm)
    client = enter(alice)

    assert "и ещё 110<" in in_order(client, contract, long_order, "invoice")["form"]
    in_order(client, contract, long_order, "invoice", **{"quantity-all": "1"})

    [issued] = invoices.invoices(contract=contract).all()
    assert (issued.order, issued.lines, issued.sum) == (long_order, 120, dec(1200))

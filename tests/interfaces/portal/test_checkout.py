"""The panel beside a draft: what placing does, lines that another contract sells, the sum that was shown."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.refusal import Refusal
from optom.domain.companies.models import Terms
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit.words import worded
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
    actions.set_notes(contract=contract, draft=draft, notes={seal: "в цех"}, actor=alice, at=timezone.now())
    client = enter(alice)
    assert "Перенести 1 строку: Механик-2" in client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    client.post(f"/c/{contract}/drafts/{draft}/split/", {"contract": str(other)})

    assert lines(contract, draft) == {bearing: 20}
    (there,) = orders.drafts(contract=other, actor=alice)
    assert lines(other, there.id) == {seal: 3}
    assert [line.note for line in orders.picked_lines(contract=other, draft=there.id)] == ["в цех"]


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


def test_what_is_against_the_whole_order_comes_first_and_only_lines_are_counted(
    enter: Enter, firm: Firm, alice: int, contract: int, draft: int
) -> None:
    boxes = [firm.product(f"box-{number:02}", price=1, multiple=10) for number in range(12)]
    quantities = dict.fromkeys(boxes, Decimal(3))
    actions.set_quantities(contract=contract, draft=draft, quantities=quantities)
    Terms.objects.filter(contract_id=contract).update(minimum_order=Decimal(20000), reservation_limit=Decimal(100))
    client = enter(alice)

    page = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    said = [page.index(text) for text in ("минимум по договору", "Можно держать в резерве на", "box-00: 3")]
    assert said == sorted(said), "also the minimum, while lines are refused"
    assert "box-07: 3" in page
    assert "box-08: 3" not in page
    assert f'href="/c/{contract}/drafts/{draft}/?refused=true">и ещё 4 — в строках' in page
    rows = client.get(f"/c/{contract}/drafts/{draft}/rows", {"refused": "true", "count": "50"}).json()
    assert rows["total"] == len(boxes), "the lines that stand in the way, and no other"


@pytest.mark.parametrize(
    ("held", "helps"), [(5000, "Отгрузите или освободите на 4 000,00 либо"), (3000, "Закажите меньше на 4 000,00.")]
)
def test_who_holds_less_than_is_too_much_is_not_told_to_give_it_back(held: int, helps: str) -> None:
    facts = {"reserved": Decimal(held), "wanted": Decimal(9000), "limit": Decimal(held + 5000), "over": Decimal(4000)}

    [told] = worded(Refusal("orders.reservation_limit", **facts))

    assert told["help"].replace("\u202f", " ").replace("\xa0", " ").startswith(helps)


def test_every_reason_against_an_order_says_what_would_help() -> None:
    codes = [
        "companies.contract_closed", "companies.may_not", "companies.centre_unknown", "orders.not_in_assortment",
        "orders.not_multiple", "orders.no_price", "orders.quantity_not_positive", "orders.empty",
        "orders.too_many_lines", "orders.below_minimum", "orders.total_moved", "orders.reservation_limit",
        "orders.over_order_limit", "orders.over_month_limit", "orders.over_company_sum", "orders.over_budget",
        "orders.centre_missing", "orders.centre_not_yours", "orders.centre_closed", "credit.busy", "stock.busy",
    ]  # fmt: skip

    assert [code for code in codes if not worded(Refusal(code))[0]["help"]] == []

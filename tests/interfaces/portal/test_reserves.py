"""The sheet of reserves over all orders: what runs out, who is in line, and acts that ask what they need."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day, day_begins_at
from optom.domain.catalog.importing import AnalogRow, import_analogs
from optom.domain.companies.models import Contract, CostCentre
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import DraftLine, Line, Order
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.stock import queries as goods
from tests.interfaces.portal.reserves import act, ordered, rows
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


def ask(contract: int, who: int, line: int, quantity: int) -> list[int]:
    """Ask to ship so much of the line; the shipments."""
    own: dict[str, Any] = {"contract": contract, "actor": who, "at": timezone.now()}
    return shipping.request(lines=[(line, dec(quantity))], address=None, key=f"{line}-{quantity}", **own)


def test_an_act_says_how_many_rows_it_takes_and_takes_no_more(
    enter: Enter, alice: int, contract: int, line: int
) -> None:
    client = enter(alice)
    [key] = [row["key"] for row in rows(client, contract)]
    assert act(client, contract, "split", [key] * 100).status_code == 200
    refused = act(client, contract, "split", [key] * 101)
    assert refused.status_code == 422
    assert refused.json()["refusals"][0]["code"] == "input.too_many_picked"
    assert "100" in refused.json()["refusals"][0]["help"]
    assert act(client, contract, "extend", [key] * 101).status_code == 200


# --- what is seen


def test_what_runs_out_within_a_day_is_amber_and_can_be_asked_for_alone(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    earlier = timezone.now() - timedelta(hours=60)
    ordered(contract, alice, firm.product("6205", price=1, on_hand=5), 5, at=earlier)
    client = enter(alice)

    [soon] = rows(client, contract, state="soon")
    assert (soon["article"], soon["held"]) == ("6205", "5")
    styles = client.get(f"/c/{contract}/reserves/rows").json()["styles"]
    assert styles[soon["key"]]["reserved_until"] == "warn"
    assert [row["article"] for row in rows(client, contract)] == ["6205", "6204-2RS"]
    assert "6205" in client.get(f"/c/{contract}/reserves/panel?key={soon['key']}").content.decode()


def test_a_waiting_line_shows_its_place_and_what_came_free_is_told(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    other = firm.client("Чужой", "7700000016", firm.person("stranger"))
    product = firm.product("6205", price=1)
    orders.place(contract=other, lines=[OrderLine(product, dec(40))], key="k", actor=None, at=timezone.now())
    line = ordered(contract, alice, product, 5)
    client = enter(alice)

    [row] = rows(client, contract, state="waits")
    assert (row["waits"], row["place"], row["before"]) == ("5", 2, "40")
    firm.stock(product, 43)
    orders.serve_waiting(at=timezone.now())

    told = client.get(f"/c/{contract}/reserves/panel?key={row['key']}")
    assert told.status_code == 200
    assert Line.objects.get(pk=line).reserved == 3
    text = told.content.decode()
    assert "освободилось" in text
    assert "Чужой" not in text


def test_each_warehouse_shows_what_shipments_have_asked_of_it(
    enter: Enter, alice: int, contract: int, in_two_places: int
) -> None:
    client = enter(alice)
    ask(contract, alice, in_two_places, 50)

    moscow, kazan = rows(client, contract)
    assert (moscow["held"], moscow["requested"], moscow["state"]) == ("48", "48", "asked")
    assert (kazan["held"], kazan["requested"], kazan["state"]) == ("9", "2", "held")
    assert rows(client, contract, state="asked") == [moscow]


# --- what is done


def test_a_line_is_split_after_it_was_asked_how(enter: Enter, alice: int, contract: int, line: int) -> None:
    client = enter(alice)
    [row] = rows(client, contract)

    asked = act(client, contract, "split", [row["key"]]).json()
    assert f'name="quantity-{line}"' in asked["form"]
    assert Line.objects.count() == 1

    done = act(client, contract, "split", [row["key"]], **{f"quantity-{line}": "10"})
    assert done.status_code == 200
    assert [row["held"] for row in rows(client, contract)] == ["10", "10"]


def test_what_is_refused_says_why_and_nothing_is_split(enter: Enter, alice: int, contract: int, line: int) -> None:
    client = enter(alice)
    [row] = rows(client, contract)

    refused = act(client, contract, "split", [row["key"]], **{f"quantity-{line}": "20"})

    assert refused.status_code == 422
    assert refused.json()["refusals"][0]["code"] == "orders.not_to_split"
    assert refused.json()["refusals"][0]["help"]


def test_goods_are_moved_after_both_prices_were_shown(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    second = firm.contract(Contract.objects.get(pk=contract).company_id, "119", discount=10)
    client = enter(alice)
    [row] = rows(client, contract)
    typed = {f"quantity-{line}": "10", "target": str(second)}

    assert f'value="{second}"' in act(client, contract, "move", [row["key"]]).json()["form"]
    shown = act(client, contract, "move", [row["key"]], **typed).json()["form"]
    assert "371,07" in shown or "371.07" in shown
    assert Line.objects.count() == 1
    act(client, contract, "move", [row["key"]], **typed, sure="1")

    [moved] = rows(client, second)
    assert moved["held"] == "10"
    panel = client.get(f"/c/{second}/reserves/panel?key={moved['key']}").content.decode()
    assert f"/c/{contract}/orders/{row['order']}/" in panel, "it says where it came from"


def test_where_goods_of_a_closed_cost_centre_are_moved_another_one_is_asked_for(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    company = Contract.objects.get(pk=contract).company_id
    second = firm.contract(company, "119", discount=10)
    workshop, _ = (CostCentre.objects.create(company_id=company, code=code, name=code) for code in ("10", "20"))
    Order.objects.update(cost_centre=workshop)
    client = enter(alice)
    [row] = rows(client, contract)
    typed = {f"quantity-{line}": "10", "target": str(second)}

    def asked() -> bool:
        return 'name="centre"' in act(client, contract, "move", [row["key"]], **typed).json()["form"]

    assert not asked(), "they stay charged to theirs"
    CostCentre.objects.filter(pk=workshop.pk).update(is_closed=True)
    assert asked()


def test_what_the_picked_place_holds_and_no_shipment_has_asked_for_is_offered_to_be_moved(
    enter: Enter, firm: Firm, alice: int, contract: int, in_two_places: int
) -> None:
    firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    client = enter(alice)
    ask(contract, alice, in_two_places, 50)
    moscow, kazan = rows(client, contract)

    for picked, offered in ([kazan], "7"), ([moscow, kazan], "7"), ([moscow], ""):
        form = act(client, contract, "move", [row["key"] for row in picked]).json()["form"]
        assert f'name="quantity-{in_two_places}" value="{offered}"' in form


def stands(line: int) -> list[int]:
    """What the line holds, in Moscow first."""
    return [int(hold.quantity) for hold in goods.holds_of([line])]


def test_of_the_picked_place_and_no_other_goods_are_given_back(
    enter: Enter, alice: int, contract: int, in_two_places: int
) -> None:
    client = enter(alice)
    moscow, _kazan = rows(client, contract)

    asked = act(client, contract, "release", [moscow["key"]]).json()["form"]
    assert "6308" in asked
    assert "48 шт" in asked
    assert stands(in_two_places) == [48, 9], "nothing is done before it is agreed to"

    act(client, contract, "release", [moscow["key"]], sure="1")

    assert stands(in_two_places) == [9]


def test_who_picks_a_place_of_which_all_is_asked_for_is_told_so_though_goods_are_held_elsewhere(
    enter: Enter, alice: int, contract: int, in_two_places: int
) -> None:
    client = enter(alice)
    [shipment] = ask(contract, alice, in_two_places, 48)
    moscow, _kazan = rows(client, contract)

    refused = act(client, contract, "release", [moscow["key"]])

    assert [reason["text"] for reason in refused.json()["refusals"]] == [f"6308 стоит в отгрузке № {shipment}."]
    assert stands(in_two_places) == [48, 9]


def test_goods_of_the_picked_place_and_no_others_are_moved(
    enter: Enter, firm: Firm, alice: int, contract: int, in_two_places: int
) -> None:
    other = firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    client = enter(alice)
    moscow, kazan = rows(client, contract)
    sure = {"target": str(other), "sure": "1"}

    refused = act(client, contract, "move", [kazan["key"]], **sure, **{f"quantity-{in_two_places}": "10"})
    act(client, contract, "move", [moscow["key"]], **sure, **{f"quantity-{in_two_places}": "40"})

    assert [reason["code"] for reason in refused.json()["refusals"]] == ["orders.not_held"]
    assert stands(in_two_places) == [8, 9]
    assert stands(Line.objects.get(came_from=in_two_places).pk) == [40]


def test_who_has_no_other_contract_moves_nothing(enter: Enter, alice: int, contract: int, line: int) -> None:
    client = enter(alice)
    [row] = rows(client, contract)

    refused = act(client, contract, "move", [row["key"]])

    assert refused.json()["refusals"][0]["code"] == "orders.no_other_contract"


def test_a_line_is_replaced_by_an_analog_after_the_exchange_was_shown(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    analog = firm.product("80204", price=80, on_hand=100)
    import_analogs([AnalogRow("6204-2RS", "80204")])
    client = enter(alice)
    [row] = rows(client, contract)
    typed = {f"quantity-{line}": "15", "quantity-given": "20", "product": str(analog)}

    assert "80204" in act(client, contract, "replace", [row["key"]]).json()["form"]
    shown = act(client, contract, "replace", [row["key"]], **typed).json()["form"]
    assert "80204" in shown
    assert 'name="sure"' in shown
    act(client, contract, "replace", [row["key"]], **typed, sure="1")

    [left] = rows(client, contract)
    assert (left["article"], left["held"]) == ("80204", "15")


def test_any_article_can_be_typed_instead(enter: Enter, firm: Firm, alice: int, contract: int, line: int) -> None:
    firm.product("7000-X", price=80, on_hand=100)
    client = enter(alice)
    [row] = rows(client, contract)
    typed = {f"quantity-{line}": "15", "quantity-given": "20"}

    assert "7000-X" in act(client, contract, "replace", [row["key"]], **typed, article="7000x").json()["form"]
    refused = act(client, contract, "replace", [row["key"]], **typed, article="nothing").json()
    assert refused["refusals"][0]["code"] == "orders.article_unknown"


def test_all_that_runs_out_today_is_extended_without_picking(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int
) -> None:
    tomorrow = day_begins_at(business_day(timezone.now()) + timedelta(days=1))
    Line.objects.filter(pk=line).update(reserved_until=tomorrow - timedelta(seconds=1))
    client = enter(alice)

    told = act(client, contract, "extend-today", []).json()["form"]
    assert "6204-2RS" in told
    assert "8\u202f246,00" in told
    assert act(client, contract, "extend-today", [], sure="1").status_code == 200

    until = Line.objects.get(pk=line).reserved_until
    assert until is not None
    assert until > timezone.now() + timedelta(hours=71)
    assert act(client, contract, "extend-today", []).json()["refusals"][0]["code"] == "orders.nothing_runs_out"


def test_held_goods_are_given_back_and_what_waits_waits_no_more(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    line = ordered(contract, alice, firm.product("6205", price=1, on_hand=3), 5)
    client = enter(alice)

    keys = [row["key"] for row in rows(client, contract)]
    told = act(client, contract, "release", keys).json()["form"]
    assert "<b>6205</b>" in told
    assert "6205: 2 шт больше не ждёт, место 1 в очереди пропадёт." in told
    assert "В резервах: 3,00 → 0,00." in told
    assert len(rows(client, contract)) == len(keys), "nothing is done yet"

    act(client, contract, "release", keys, sure="1")

    assert rows(client, contract) == []
    assert Line.objects.get(pk=line).cancelled == 5


def test_who_would_release_what_stands_in_a_shipment_is_told_in_which(
    enter: Enter, alice: int, contract: int, line: int
) -> None:
    client = enter(alice)
    [shipment] = ask(contract, alice, line, 20)
    [row] = rows(client, contract)
    order_page = f"/c/{contract}/orders/{row['order']}/acts/release"

    of_reserves = act(client, contract, "release", [row["key"]])
    of_order = client.post(order_page, {"keys": [str(line)]}, content_type="application/json")

    for refused in of_reserves, of_order:
        assert refused.status_code == 422
        [reason] = refused.json()["refusals"]
        assert reason["text"] == f"6204-2RS стоит в отгрузке № {shipment}."
        assert "заявку" in reason["help"]


def test_who_would_extend_what_waits_is_told_that_nothing_is_held(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    ordered(contract, alice, firm.product("6205", price=1), 5)
    client = enter(alice)
    [row] = rows(client, contract)

    [reason] = act(client, contract, "extend", [row["key"]]).json()["refusals"]

    assert reason["text"] == "6205: в резерве ничего нет."
    assert "продлевать" in reason["help"]


def test_lines_of_the_same_article_are_told_apart_by_their_brands(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    line = ordered(contract, alice, firm.product("80204", brand="FBJ", price=80, on_hand=100), 20)
    firm.contract(Contract.objects.get(pk=contract).company_id, "119")
    other = firm.product("80204", brand="CX", price=80, on_hand=100)
    client = enter(alice)
    keys, target = [rows(client, contract)[0]["key"]], str(Contract.objects.exclude(pk=contract).latest("pk").pk)
    typed = {f"quantity-{line}": "15", "quantity-given": "20", "product": str(other)}

    for name in "replace", "move", "split", "change":
        assert "FBJ" in act(client, contract, name, keys).json()["form"]
    exchange = act(client, contract, "replace", keys, **typed).json()["form"]
    assert "FBJ" in exchange
    assert "CX" in exchange
    assert "FBJ" in act(client, contract, "move", keys, **typed, target=target).json()["form"]


# --- analogs


def test_the_card_of_a_product_offers_analogs_that_go_into_the_order_from_there(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    analog = firm.product("80204", price=80, on_hand=100)
    import_analogs([AnalogRow("6204-2RS", "80204")])
    client = enter(alice)

    card = client.get(f"/c/{contract}/catalog/panel?key={bearing}").content.decode()
    assert f"/c/{contract}/catalog/{analog}/pick/" in card
    client.post(f"/c/{contract}/catalog/{analog}/pick/", {"quantity": "7"})
    client.post(f"/c/{contract}/catalog/{analog}/pick/", {"quantity": "3"})

    assert DraftLine.objects.get().quantity == 10


def test_a_sold_out_line_of_a_draft_names_an_analog_that_can_be_taken_instead(
    enter: Enter, firm: Firm, alice: int, contract: int
) -> None:
    gone, analog = firm.product("6205", price=90), firm.product("80205", price=80, on_hand=100)
    import_analogs([AnalogRow("6205", "80205")])
    draft = orders.open_draft(contract=contract, name="ноябрь", actor=alice, at=timezone.now())
    orders.set_quantity(contract=contract, draft=draft, product=gone, quantity=dec(10))
    client = enter(alice)

    [row] = client.get(f"/c/{contract}/drafts/{draft}/rows").json()["rows"]
    assert any("80205" in str(cell) and "100" in str(cell) for cell in row)
    panel = client.get(f"/c/{contract}/drafts/{draft}/panel?key={gone}").content.decode()
    assert f'name="instead" value="{gone}"' in panel
    client.post(f"/c/{contract}/catalog/{analog}/pick/", {"quantity": "10", "draft": str(draft), "instead": str(gone)})

    assert list(DraftLine.objects.values_list("product_id", "quantity")) == [(analog, 10)]


# --- strangers


@pytest.mark.parametrize("name", ["split", "move", "replace", "change", "extend", "release", "invoice"])
def test_a_stranger_reaches_no_line_by_any_act(
    enter: Enter, firm: Firm, alice: int, contract: int, line: int, name: str
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    [row] = rows(enter(alice), contract)
    client = enter(stranger)

    assert act(client, contract, name, [row["key"]]).status_code == 404
    answer = act(client, theirs, name, [row["key"]], **{f"quantity-{line}": "10", "target": str(contract)})
    assert "6204" not in answer.content.decode()
    assert client.get(f"/c/{theirs}/reserves/panel?key={row['key']}").status_code == 404
    assert rows(client, theirs) == []
    assert (Line.objects.get().reserved, Line.objects.get().cancelled) == (20, 0)


def test_who_only_looks_may_not_act(enter: Enter, firm: Firm, contract: int, line: int, alice: int) -> None:
    from optom.domain.companies.models import Membership  # noqa: PLC0415

    viewer = firm.person("viewer")
    company = Contract.objects.get(pk=contract).company_id
    Membership.objects.create(company_id=company, user_id=viewer, role="viewer")
    client = enter(viewer)
    [row] = rows(client, contract)

    for name in ("split", "move", "replace", "change", "extend-today"):
        assert act(client, contract, name, [row["key"]]).status_code == 422
    product = Line.objects.get().product_id
    assert client.post(f"/c/{contract}/catalog/{product}/pick/", {"quantity": "1"}).status_code == 422


def test_each_person_switches_his_own_letters_off_and_on(enter: Enter, alice: int, contract: int) -> None:
    client = enter(alice)
    url = f"/c/{contract}/reserves/warnings/"

    client.post(url, {})
    assert queries.want_no_warnings(users=[alice]) == {alice}
    assert "checked" not in client.get(f"/c/{contract}/reserves/").content.decode()
    client.post(url, {"wants": "1"})
    assert queries.want_no_warnings(users=[alice]) == set()

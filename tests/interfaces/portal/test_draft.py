"""A draft in the grid: what is typed is answered at once."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import OrderLine
from tests.statements import counted
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
MOST_OF_AN_EDIT = 16  # session, identity, contract, price, write, the line read back, what the draft comes to


def _type(client: Client, address: str, product: int, quantity: str) -> dict[str, object]:
    body = {"key": str(product), "column": "quantity", "value": quantity}
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_quantity_in_the_catalog_opens_a_draft(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    answer = _type(enter(alice), f"/c/{contract}/catalog/cell", bearing, "20")

    assert [draft.lines for draft in orders.drafts(contract=contract, actor=alice)] == [1]
    assert "20" in list(answer["row"])  # type: ignore[call-overload]
    assert "8246" in list(answer["row"])  # type: ignore[call-overload]


def test_a_zero_takes_the_line_out(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    draft = orders.drafts(contract=contract, actor=alice)[0].id

    answer = _type(client, f"/c/{contract}/drafts/{draft}/cell", bearing, "0")

    assert orders.draft_lines(contract=contract, draft=draft) == {}
    assert "0" in list(answer["row"])  # type: ignore[call-overload]


def test_an_edit_asks_nothing_twice(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    draft = orders.drafts(contract=contract, actor=alice)[0].id

    with counted() as sent:
        _type(client, f"/c/{contract}/drafts/{draft}/cell", bearing, "40")

    asked = [text for text in sent if "set_config" not in text and "SAVEPOINT" not in text]
    assert len(asked) == len(set(asked)), "\n".join(sorted(text for text in set(asked) if asked.count(text) > 1))
    assert len(asked) <= MOST_OF_AN_EDIT


def test_the_consequence_is_told_before_the_order(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "600")
    draft = orders.drafts(contract=contract, actor=alice)[0].id

    page = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    assert "206\u202f150,00" in page, "of 600 only 500 stand in the warehouse"
    assert "1 строка" in page


def test_another_contracts_draft_is_not_there(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    client = enter(alice)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    draft = orders.drafts(contract=contract, actor=alice)[0].id

    assert client.get(f"/c/{contract}/drafts/{draft}/").status_code == 200
    assert client.get(f"/c/{contract}/drafts/{draft + 1}/").status_code == 404


def _act(client: Client, address: str, name: str, *keys: object, **given: str) -> dict[str, object]:
    body = {"keys": [str(key) for key in keys], **given}
    answer = client.post(f"{address}acts/{name}", body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def _lines(contract: int, draft: int) -> dict[int, int]:
    return {p: int(q) for p, q in orders.draft_lines(contract=contract, draft=draft).items()}


def test_quantities_that_fit_no_pack_are_fitted_at_once(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=timezone.now())
    actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(15))

    told = _act(enter(alice), f"/c/{contract}/drafts/{draft}/", "fit")

    assert (told["message"], _lines(contract, draft)) == ("Изменено 1 количество", {bearing: 20})


def test_lines_move_into_a_new_draft(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=timezone.now())
    actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(20))

    told = _act(enter(alice), f"/c/{contract}/drafts/{draft}/", "move", bearing, target="")

    other = orders.drafts(contract=contract, actor=alice)[1].id
    assert told["about"] == {"title": "Новый черновик", "url": f"/c/{contract}/drafts/{other}/"}
    assert (_lines(contract, draft), _lines(contract, other)) == ({}, {bearing: 20})


def test_an_order_is_repeated_without_what_is_not_sold_any_more(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    seal = firm.product("seal", price="5", on_hand=10)
    lines = [OrderLine(bearing, Decimal(20)), OrderLine(seal, Decimal(3))]
    order = actions.place(contract=contract, lines=lines, key="o", actor=alice, at=timezone.now()).order
    firm.deny(contract, brand="SKF")
    client = enter(alice)
    refused = client.post(f"/c/{contract}/orders/acts/again", {"keys": [str(order)]}, content_type="application/json")
    assert refused.json()["refusals"][0]["code"] == "orders.nothing_to_repeat"

    belt = firm.product("belt", brand="Gates", price="5", on_hand=10)
    order = actions.place(
        contract=contract, lines=[OrderLine(belt, Decimal(2))], key="o2", actor=alice, at=timezone.now()
    ).order
    told = _act(client, f"/c/{contract}/orders/", "again", order)
    draft = orders.drafts(contract=contract, actor=alice)[0]
    assert (told["location"], draft.name) == (f"/c/{contract}/drafts/{draft.id}/", f"Как заказ {order}")
    assert _lines(contract, draft.id) == {belt: 2}


def test_the_usual_basket_is_offered_and_opens(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    for key in ("a", "b"):
        lines = [OrderLine(bearing, Decimal(30))]
        actions.place(contract=contract, lines=lines, key=key, actor=alice, at=timezone.now())
    client = enter(alice)
    page = client.post(f"/c/{contract}/drafts/new/").json()["location"]
    assert "Обычная корзина: 1 товар" in client.get(page).content.decode()

    client.post(f"{page}usual/")

    assert _lines(contract, orders.drafts(contract=contract, actor=alice)[0].id) == {bearing: 30}


def test_a_refused_quantity_tells_why_where_it_stands(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=timezone.now())
    actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(15))
    asked = {"key": str(bearing), "column": "quantity"}
    client = enter(alice)

    told = client.get(f"/c/{contract}/drafts/{draft}/why", asked).json()["refusals"]
    assert [(one["code"], one["suggest"]) for one in told] == [("orders.not_multiple", "20")]

    actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(20))
    assert client.get(f"/c/{contract}/drafts/{draft}/why", asked).json()["refusals"] == []


def test_new_drafts_have_names_of_their_own(enter: Enter, alice: int, contract: int) -> None:
    client = enter(alice)
    for _ in range(3):
        client.post(f"/c/{contract}/drafts/new/")

    named = [draft.name for draft in orders.drafts(contract=contract, actor=alice)]
    assert named == ["Новый черновик", "Новый черновик 2", "Новый черновик 3"]


def test_looking_at_a_draft_does_not_make_the_catalog_pick_into_it(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    first, second = (
        actions.open_draft(contract=contract, name=name, actor=alice, at=timezone.now())
        for name in ("Первый", "Второй")
    )
    client = enter(alice)
    client.get(f"/c/{contract}/drafts/{first}/", headers={"Accept": "text/html"})
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    assert (_lines(contract, first), _lines(contract, second)) == ({}, {bearing: 20})

    seen = f"/c/{contract}/catalog/?q=6204"
    told = client.post(
        f"/c/{contract}/catalog/into/", {"draft": first}, headers={"Referer": f"http://testserver{seen}"}
    )
    assert told.json()["location"] == seen, "the catalog stays as he filtered it"
    _type(client, f"/c/{contract}/catalog/cell", bearing, "30")

    assert (_lines(contract, first), _lines(contract, second)) == ({bearing: 30}, {bearing: 20})
    page = client.get(f"/c/{contract}/orders/", headers={"Accept": "text/html"}).content.decode()
    assert page.count("Сюда попадает набранное в каталоге") == 1, "every page shows where it goes"


def test_nobody_picks_into_what_a_colleague_has_begun_unless_he_says_so(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    begun = actions.open_draft(contract=contract, name="Боба", actor=firm.person("bob"), at=timezone.now())

    _type(enter(alice), f"/c/{contract}/catalog/cell", bearing, "20")

    assert _lines(contract, begun) == {}


def test_nobody_picks_into_a_standing_list_unless_he_says_so(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    """Neither into his own, nor into one that a draft has become which he had chosen while it was none."""
    first, colleagues = (
        actions.open_draft(contract=contract, name=name, actor=actor, at=timezone.now())
        for name, actor in (("Мой", alice), ("Боба", firm.person("bob")))
    )
    client = enter(alice)
    actions.change_draft(contract=contract, draft=first, name="Список", is_standing=True)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "20")
    assert _lines(contract, first) == {}

    client.post(f"/c/{contract}/catalog/into/", {"draft": colleagues})
    actions.change_draft(contract=contract, draft=colleagues, name="Список Боба", is_standing=True)
    _type(client, f"/c/{contract}/catalog/cell", bearing, "30")
    assert _lines(contract, colleagues) == {}

    client.post(f"/c/{contract}/catalog/into/", {"draft": first})
    _type(client, f"/c/{contract}/catalog/cell", bearing, "40")
    assert _lines(contract, first) == {bearing: 40}, "now he has said so"


def test_a_strangers_draft_is_not_chosen(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    user = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", user)
    draft = actions.open_draft(contract=his, name="его", actor=user, at=timezone.now())

    assert enter(alice).post(f"/c/{contract}/catalog/into/", {"draft": draft}).status_code == 422


def test_a_line_partly_there_says_how_much_and_when(enter: Enter, firm: Firm, alice: int, contract: int) -> None:
    short = firm.product("6305", price=1, on_hand=5)
    firm.arrival(short, 3, date(2030, 12, 2))
    draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=timezone.now())
    actions.set_quantity(contract=contract, draft=draft, product=short, quantity=Decimal(10))
    client = enter(alice)

    rows = client.get(f"/c/{contract}/drafts/{draft}/rows", {"count": "10"}).json()["rows"]
    panel = client.get(f"/c/{contract}/drafts/{draft}/checkout/").content.decode()

    assert "5 сейчас, 3 к 02.12.2030, 2 ждёт" in rows[0]
    assert panel.count("1 строка частично") == 3, "one line, from three sources"
    assert "1 строка" in panel


def test_a_draft_pours_into_another_and_closes(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    first, second = (
        actions.open_draft(contract=contract, name=name, actor=alice, at=timezone.now())
        for name in ("Первый", "Второй")
    )
    for draft, quantity in ((first, 20), (second, 10)):
        actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(quantity))
    client = enter(alice)

    asked = _act(client, f"/c/{contract}/drafts/{first}/", "merge")
    assert "Второй · 1 строка там уже есть" in str(asked["form"])
    assert _lines(contract, first) == {bearing: 20}, "nothing is done yet"
    told = _act(client, f"/c/{contract}/drafts/{first}/", "merge", target=str(second))

    assert told["location"] == f"/c/{contract}/drafts/{second}/"
    assert _lines(contract, second) == {bearing: 30}
    assert [draft.id for draft in orders.drafts(contract=contract, actor=alice)] == [second]
    notice = client.get(str(told["location"]), headers={"Accept": "text/html"}).content.decode()
    [undo] = set(re.findall(rf"/c/{contract}/drafts/{second}/poured/{first}/\w+/undo/", notice))
    assert client.post(undo).json()["location"] == f"/c/{contract}/drafts/{first}/"
    assert (_lines(contract, first), _lines(contract, second)) == ({bearing: 20}, {bearing: 10})


def test_quantities_that_fit_no_pack_after_pouring_are_told(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    first, second = (
        actions.open_draft(contract=contract, name=name, actor=alice, at=timezone.now())
        for name in ("Первый", "Второй")
    )
    for draft, quantity in ((first, 5), (second, 10)):
        actions.set_quantity(contract=contract, draft=draft, product=bearing, quantity=Decimal(quantity))
    client = enter(alice)

    _act(client, f"/c/{contract}/drafts/{first}/", "merge", target=str(second))

    page = client.get(f"/c/{contract}/drafts/{second}/", headers={"Accept": "text/html"}).content.decode()
    assert "1 количество теперь не кратно упаковке — поможет «Подогнать к упаковкам»" in page

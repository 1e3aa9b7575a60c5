"""The office agrees with a client from which warehouses he takes goods and which part of the catalog he sees."""

from collections.abc import Callable

import pytest
from django.test import Client

from optom.domain.assortment import queries as assortment
from optom.domain.journal import queries as journal
from optom.domain.stock import queries as stock
from tests.books import all_books
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def director(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("boss", "director"))


def test_warehouses_are_marked_with_a_reason(
    director: Client, enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    there = f"/office/clients/{contract}/terms/"
    assert director.post(f"{there}warehouses/", {"warehouse": [firm.kazan]}).status_code == 422
    given = {"warehouse": [firm.kazan], "reason": "Возит из Казани"}
    assert director.post(f"{there}warehouses/", given).status_code == 200

    assert stock.named_warehouses(contract=contract) == [firm.kazan]
    page = director.get(there, headers=HTML).content.decode()
    assert f'value="{firm.kazan}" checked' in page
    assert f'value="{firm.moscow}" checked' not in page
    assert journal.entries(subject=f"companies.contract:{contract}")[0].act == "stock.set_warehouses"
    assert "Москва" not in enter(alice).get(f"/why/{contract}/{bearing}/goods/").content.decode()
    assert all_books() == []


def test_who_does_not_set_terms_reads_from_where_goods_are_taken(
    director: Client, enter: Enter, firm: Firm, contract: int
) -> None:
    there, manager = f"/office/clients/{contract}/terms/", enter(firm.person("manager", "manager"))
    assert "Товар берётся со складов: все склады" in manager.get(there, headers=HTML).content.decode()

    director.post(f"{there}warehouses/", {"warehouse": [firm.kazan], "reason": "Возит из Казани"})
    assert "Товар берётся со складов: Казань" in manager.get(there, headers=HTML).content.decode()


def test_what_the_client_sees_is_told_rule_by_rule(
    director: Client, enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    there = f"/office/clients/{contract}/terms/"
    first = {"way": "denied", "brand": "skf", "reason": "Не наш бренд"}
    assert director.post(f"{there}goods/", first).status_code == 200
    denied = f"denied_brands:{firm.brands['SKF']}"
    assert f'value="{denied}" checked' in director.get(there, headers=HTML).content.decode()
    assert enter(alice).get(f"/c/{contract}/catalog/rows").json()["total"] == 0

    second = {"rule": [denied], "way": "allowed", "group": "подшипники", "reason": "Только они"}
    assert director.post(f"{there}goods/", second).status_code == 200
    group = (firm.groups["Подшипники"],)
    assert assortment.agreed_scope(contract) == assortment.Scope(group, (), (), (firm.brands["SKF"],))
    lifted = {"rule": [f"allowed_groups:{group[0]}"], "reason": "Можно"}
    assert director.post(f"{there}goods/", lifted).status_code == 200
    assert enter(alice).get(f"/c/{contract}/catalog/rows").json()["total"] == 1
    assert all_books() == []


@pytest.mark.parametrize(
    "given",
    [{"brand": "Нет такого"}, {"group": "Нет такой"}, {"rule": ["x:1"]}, {"rule": ["denied_brands:987654"]}],
)
def test_what_is_not_there_is_refused_in_words(
    director: Client, contract: int, bearing: int, given: dict[str, object]
) -> None:
    answer = director.post(f"/office/clients/{contract}/terms/goods/", {**given, "reason": "Так"})
    assert answer.status_code == 422
    assert "Такой группы или бренда нет" in str(answer.json())


@pytest.mark.parametrize("desk", ["manager", "warehouse"])
def test_another_desk_agrees_nothing(enter: Enter, firm: Firm, contract: int, desk: str) -> None:
    client = enter(firm.person("worker", desk))
    for what in ("warehouses", "goods"):
        assert client.post(f"/office/clients/{contract}/terms/{what}/", {"reason": "Так"}).status_code == 404


def test_a_buyer_reaches_none_of_it(enter: Enter, alice: int, contract: int) -> None:
    for what in ("warehouses", "goods"):
        assert enter(alice).post(f"/office/clients/{contract}/terms/{what}/", {"reason": "Так"}).status_code == 404

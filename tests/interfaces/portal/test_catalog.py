"""The catalog's page: what is said of a mistyped search, and what its goods differ by."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def test_a_mistyped_word_is_answered_by_its_like_and_the_page_says_so(
    enter: Enter, alice: int, contract: int, bearing: int
) -> None:
    client = enter(alice)

    said = client.get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert [row[0] for row in said["rows"]] == [str(bearing)]
    assert said["note"]["text"] == "По запросу «пдшипник» ничего нет, показано: «подшипник»"
    assert said["note"]["query"] == "подшипник"

    exact = client.get(f"/c/{contract}/catalog/rows?q={said['note']['query']}").json()
    assert [row[0] for row in exact["rows"]] == [str(bearing)]
    assert "note" not in exact


def test_of_goods_that_the_contract_does_not_see_no_better_word_is_told(
    enter: Enter, alice: int, firm: Firm, contract: int, bearing: int
) -> None:
    firm.deny(contract, group="Подшипники")

    said = enter(alice).get(f"/c/{contract}/catalog/rows?q=пдшипник").json()
    assert (said["total"], said["rows"]) == (0, [])
    assert "note" not in said


@pytest.fixture
def sizes(firm: Firm) -> dict[str, int]:
    """Bearings of three sizes, two of one clearance."""
    said = {"A": ("20", "C3"), "B": ("25", "C3"), "C": ("30", "CN")}
    return {
        article: firm.product(article, attributes={"d, мм": d, "Зазор": gap}, price=1)
        for article, (d, gap) in said.items()
    }


def test_the_properties_of_a_group_are_told_and_narrow_the_list(
    enter: Enter, alice: int, firm: Firm, contract: int, sizes: dict[str, int]
) -> None:
    client, base = enter(alice), f"/c/{contract}/catalog/"
    asked: dict[str, list[str] | str] = {"group": str(firm.groups["Подшипники"]), "attribute.d, мм": ["20", "30"]}

    told = client.get(f"{base}facets/attribute", asked).json()["slicers"]
    assert {one["name"]: {option["value"]: option["count"] for option in one["options"]} for one in told} == {
        "d, мм": {"20": 1, "25": 1, "30": 1},
        "Зазор": {"C3": 1, "CN": 1},
    }
    rows = client.get(f"{base}rows", asked).json()
    assert sorted(row[1] for row in rows["rows"]) == ["A", "C"]
    both = client.get(f"{base}rows", {**asked, "attribute.Зазор": "CN"}).json()
    assert [row[1] for row in both["rows"]] == ["C"]


def test_of_everything_at_once_no_properties_are_told(
    enter: Enter, alice: int, contract: int, sizes: dict[str, int]
) -> None:
    told = enter(alice).get(f"/c/{contract}/catalog/facets/attribute").json()

    assert told["slicers"] == []
    assert "группу" in told["empty"]


def test_a_stranger_is_told_no_properties(enter: Enter, firm: Firm, contract: int, sizes: dict[str, int]) -> None:
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    assert enter(stranger).get(f"/c/{contract}/catalog/facets/attribute?q=A").status_code == 404

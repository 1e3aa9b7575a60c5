"""Finding a product by whatever a buyer types."""

import pytest

from optom.domain.catalog import queries as catalog
from optom.domain.catalog import rules
from optom.domain.catalog.models import Code
from tests.trade import Firm


@pytest.fixture
def shelf(firm: Firm) -> dict[str, int]:
    """Products as a distributor writes them."""
    return {
        "bearing": firm.product("6204.2RSR", name="Подшипник шариковый радиальный 20×47×14", crosses=("180204",)),
        "belt": firm.product("SPB-2120", name="Ремень узкоклиновой SPB 2120 Lw", group="Ремни"),
        "anchor": firm.product("AN-1", name="Анкер клиновой М10×80, цинк", group="Крепёж"),
        "ring": firm.product("OR 35X2.5 NBR70", name="Кольцо", group="Сальники"),
        "seal": firm.product("С-3150", name="Ёмкость с сальниками", group="Сальники"),
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("6204-2rsr", "bearing"),
        ("62042RSR", "bearing"),
        ("04 2rs", "bearing"),
        ("180204", "bearing"),
        ("8020", "bearing"),
        ("подшипники", "bearing"),
        ("шариковые подшипники", "bearing"),
        ("подшипник 6204", "bearing"),
        ("пдшипник", "bearing"),
        ("spb2120", "belt"),
        ("ремни", "belt"),
        ("C3150", "seal"),
        ("емкость", "seal"),
        ("сальник", "seal"),
        ("20×47×14", "bearing"),
        ("20x47x14", "bearing"),
        ("20х47х14", "bearing"),
        ("подшипник 20 * 47", "bearing"),
        ("M10x80", "anchor"),
        ("м10х80", "anchor"),
        ("35x2,5", "ring"),
        ("35×2.5", "ring"),
    ],
)
def test_what_a_buyer_types_finds_what_he_means(shelf: dict[str, int], typed: str, meant: str) -> None:
    assert list(catalog.search(typed).ranks) == [shelf[meant]]


def test_a_mistyped_word_is_named_in_its_right_form(shelf: dict[str, int]) -> None:
    assert catalog.search("пдшипник").instead == "подшипник"


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "щщщщ", "%", "a & | b", "'"])
def test_nonsense_finds_nothing_and_breaks_nothing(shelf: dict[str, int], typed: str) -> None:
    assert catalog.search(typed).ranks == {}


def test_names_sort_as_people_expect() -> None:
    names = ["Ёж", "А10", "ель", "еж", "А9", "а 2"]

    assert sorted(names, key=rules.sort_key) == ["а 2", "А9", "А10", "еж", "ель", "Ёж"]


def test_a_barcode_is_found_whole_or_by_its_beginning(firm: Firm) -> None:
    bearing = firm.product("6204")
    Code.objects.create(product_id=bearing, kind="b", norm="4600000000008")

    found = [list(catalog.search(typed).ranks) for typed in ("4600000000008", "46000", "0000000")]

    assert found == [[bearing], [bearing], []]


def test_what_begins_so_is_found_before_what_has_it_somewhere_and_nothing_beyond_enough(firm: Firm) -> None:
    inside = firm.product("X-DIN-1", name="Болт DIN")
    begins = [firm.product(f"DIN-{number}", name="Болт") for number in (1, 2)]

    few, all_of_them = catalog.search("din", most=2), catalog.search("din", most=100)
    assert (few.ranks, few.is_capped) == (dict.fromkeys(begins, 1), True)
    assert (all_of_them.ranks, all_of_them.is_capped) == ({**dict.fromkeys(begins, 1), inside: 2}, False)

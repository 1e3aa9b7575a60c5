"""What can be taken instead of a product: imported by pairs, shown to a contract as far as it sees them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from optom.base.staging import Skipped
from optom.domain.assortment import queries as assortment
from optom.domain.catalog.importing import AnalogRow, import_analogs
from optom.domain.catalog.models import Analog, Product
from optom.domain.stock.models import ContractWarehouse
from optom.interfaces.kit.identity import BUYER, working_as
from tests.statements import counted
from tests.trade import Firm, dec


def pairs() -> set[tuple[int, int]]:
    return set(Analog.objects.values_list("product_id", "analog_id"))


def told(*rows: AnalogRow, is_complete: bool = False) -> list[str]:
    """The codes of what was not taken."""
    codes: list[str] = []

    def note(row: Skipped) -> None:
        codes.append(row.code)

    import_analogs(rows, is_complete=is_complete, report=note)
    return codes


def test_a_pair_goes_both_ways_unless_it_is_said_otherwise(firm: Firm) -> None:
    skf, fag, gost = firm.product("6204"), firm.product("6204", brand="FAG"), firm.product("204", brand="ГПЗ")

    import_analogs(
        [
            AnalogRow("6204", "6204", "SKF", "FAG"),
            AnalogRow("6204", "204", "SKF", "ГПЗ", kind="similar", note="без уплотнения", is_mutual=False),
        ]
    )

    assert pairs() == {(skf, fag), (fag, skf), (skf, gost)}
    assert Analog.objects.get(analog_id=gost).note == "без уплотнения"


def test_numbers_are_compared_as_in_the_search_and_the_sources_own_go_first(firm: Firm) -> None:
    first, second = firm.product("6204-2RS"), firm.product("180204", brand="ГПЗ")
    Product.objects.filter(pk=second).update(external_id="guid-2")

    assert told(AnalogRow("6204 2rs", "guid-2")) == []
    assert pairs() == {(first, second), (second, first)}


def test_what_can_not_be_taken_is_told_and_the_rest_is_taken(firm: Firm) -> None:
    firm.product("6204")
    firm.product("6204", brand="FAG")
    firm.product("6205")
    firm.product("6206")

    codes = told(
        AnalogRow("6205", "6206"),
        AnalogRow("6205", "6204"),
        AnalogRow("6205", "nothing"),
        AnalogRow("nothing", "6205"),
        AnalogRow("6205", "62-05"),
        AnalogRow("6205", "6206", kind="better"),
    )

    assert sorted(codes) == [
        "catalog.analog_of_itself",
        "catalog.needs_brand",
        "catalog.unknown_analog",
        "catalog.unknown_kind",
        "catalog.unknown_product",
    ]
    assert len(pairs()) == 2


def test_the_same_list_again_writes_nothing_and_a_complete_one_takes_away(firm: Firm) -> None:
    for article in ("A1", "A2", "A3"):
        firm.product(article)
    both = [AnalogRow("A1", "A2"), AnalogRow("A1", "A3")]

    first, again = import_analogs(both), import_analogs(both)
    rest = import_analogs(both[:1], is_complete=True)

    assert (first.created, again.created, again.changed, again.unchanged, rest.hidden) == (4, 0, 0, 4, 2)


def test_a_list_of_any_length_takes_as_many_statements(firm: Firm) -> None:
    articles = [f"B{number}" for number in range(30)]
    for article in articles:
        firm.product(article)

    def taken(count: int) -> int:
        with counted() as sent:
            import_analogs([AnalogRow("B0", article) for article in articles[1:count]])
        return len(sent)

    assert taken(3) == taken(30)


@pytest.mark.parametrize(
    "text",
    [
        "Артикул;Бренд;Аналог;Бренд аналога;Вид;Примечание\n6204;SKF;6204;FAG;похожий;зазор C3\n",
        "6204,SKF,6204,FAG,similar,зазор C3\n",
        "Аналог\tБренд аналога\tАртикул\tБренд\tПримечание\tВид\n6204\tFAG\t6204\tSKF\tзазор C3\tчастичный\n",
    ],
)
def test_people_keep_such_lists_in_many_ways(
    firm: Firm, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    skf, fag = firm.product("6204"), firm.product("6204", brand="FAG")
    path = tmp_path / "analogs.csv"
    path.write_text(text, encoding="cp1251")

    call_command("import_analogs", str(path))

    assert set(Analog.objects.values_list("product_id", "analog_id", "kind", "note")) == {
        (skf, fag, "similar", "зазор C3"), (fag, skf, "similar", "зазор C3"),
    }  # fmt: skip
    assert "2 pairs are new" in capsys.readouterr().out


# --- what a contract sees of them


def test_a_contract_sees_analogs_at_its_price_with_what_is_free_for_it(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    wanted = firm.product("6204", price=100)
    there = firm.product("80204", price=80, on_hand=7, kazan=5)
    coming, gone = firm.product("C", price=60), firm.product("D")
    hidden = firm.product("E", price=1, on_hand=9, brand="FAG")
    firm.arrival(coming, 5, date(2026, 12, 1))
    firm.deny(contract, brand="FAG")
    ContractWarehouse.objects.create(contract_id=contract, warehouse_id=firm.moscow)
    import_analogs([AnalogRow("6204", "80204"), AnalogRow("6204", "C"), AnalogRow("6204", "D"), AnalogRow("6204", "E")])

    with working_as(BUYER, user=alice), counted() as sent:
        found = assortment.analogs(contract=contract, products=[wanted, there], at=at)

    assert len(sent) == 1
    assert [(row.product, row.price, row.free) for row in found[wanted]] == [
        (there, 80, 7), (coming, 60, 0), (gone, None, 0),
    ]  # fmt: skip
    assert found[wanted][1].expected_on == date(2026, 12, 1)
    assert [row.product for row in found[there]] == [wanted]
    assert hidden not in {row.product for rows in found.values() for row in rows}


def test_what_has_no_analogs_is_absent(firm: Firm, contract: int, at: datetime) -> None:
    lonely = firm.product("6204", price=dec(1))

    assert assortment.analogs(contract=contract, products=[lonely], at=at) == {}

"""`optom import costs`: lists as firms keep them, by the names of formulas; each row that is not taken is named."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from optom.domain.costs import actions as costs
from optom.domain.costs.models import Figure, MarketPrice
from optom.domain.costs.rules import InputNames
from tests.trade import Firm
from tests.workbooks import write_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _goods(firm: Firm) -> None:
    firm.product("6204-2RS")
    firm.product("6205")


def load(path: Path) -> str:
    said = StringIO()
    call_command("import_costs", str(path), stdout=said)
    return said.getvalue()


def known() -> list[tuple[str, str, float]]:
    rows = Figure.objects.order_by("product__article", "input_id")
    return [(a, c, float(m)) for a, c, m in rows.values_list("product__article", "input__name", "amount")]


def test_a_list_in_russian_with_a_letterhead_and_rows_that_are_wrong(tmp_path: Path, firm: Firm) -> None:
    costs.declare_input(names=InputNames("duty", "ввозная_пошлина", "number"), actor=None, at=firm.at)
    path = tmp_path / "costs.csv"
    path.write_text(
        "Себестоимость на ноябрь;;;;\nАртикул;Название;Себестоимость прихода;РРЦ;Ввозная пошлина\n"
        "6204 2rs;Подшипник;101,50 руб.;150;0\n6205;;дорого;—;\n;;5;;\n6205;;0;;7,5\n7777;;1;;\n"
    )

    said = load(path)

    assert known() == [
        ("6204-2RS", "receipt_cost", 101.5),
        ("6204-2RS", "recommended", 150),
        ("6204-2RS", "duty", 0),
        ("6205", "duty", 7.5),
    ]
    for line in (
        "costs.csv:4: “дорого” is not a number.",
        "costs.csv:5: The row names no article.",
        "costs.csv:6: 0 is no sum.",
        "costs.csv:7: The catalog has no such article.",
        "costs.csv: passed over: Название.",
        "costs.csv: 4 figures are new, 0 changed, 0 stand already, 4 rows were not taken as they stand.",
    ):
        assert line in said


def test_a_workbook_in_english_and_a_list_that_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "costs.xlsx"
    write_workbook([{"article": "6205", "brand": "SKF", "Planned cost": 95.25}], path)

    assert "costs.xlsx: 1 figures are new" in load(path)
    assert known() == [("6205", "planned_cost", 95.25)]
    (tmp_path / "no.csv").write_text("article;price\n6205;1\n")
    with pytest.raises(CommandError, match="no row names a column of articles and one of what is told of them"):
        load(tmp_path / "no.csv")


def test_prices_of_competitors_with_and_without_their_names_and_days(tmp_path: Path) -> None:
    path = tmp_path / "market.csv"
    path.write_text("Артикул,Конкурент,Цена\n6205,ПромТорг,50\n6205,,48\n6204 2rs,,\n6204 2rs,,много\n")
    said = StringIO()

    call_command("import_market", str(path), competitor="Третий", seen="2026-11-20", stdout=said)

    assert "market.csv:5: “много” is not a number." in said.getvalue()
    assert "market.csv: 2 prices are new, 0 changed, 0 stand already, 1 rows were not taken" in said.getvalue()
    assert {f"{one}" for one in MarketPrice.objects.values_list("seen_on", flat=True)} == {"2026-11-20"}
    (tmp_path / "no.csv").write_text("article;sum\n6205;1\n")
    with pytest.raises(CommandError, match="no row names a column of articles and one of prices"):
        call_command("import_market", str(tmp_path / "no.csv"))

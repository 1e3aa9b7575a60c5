"""`optom import prices`: lists as firms keep them, in any of their forms; each row that is not taken is named."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from optom.domain.pricing import actions
from optom.domain.pricing.models import Break, ColumnPrice
from tests.trade import Firm
from tests.workbooks import write_workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _goods(firm: Firm) -> None:
    firm.product("6204-2RS", price=100)
    firm.product("6205", price=200)


def load(path: Path, **options: object) -> str:
    said = StringIO()
    call_command("import_prices", str(path), stdout=said, **options)
    return said.getvalue()


def in_force() -> list[tuple[str, str, float]]:
    rows = ColumnPrice.objects.order_by("product__article", "column__position")
    return [(a, c, float(m)) for a, c, m in rows.values_list("product__article", "column__name", "amount")]


def test_a_workbook_with_a_price_a_row_and_breaks(tmp_path: Path) -> None:
    path = tmp_path / "prices.xlsx"
    said_of = [("62042rs", "retail", 150, ""), ("62042rs", "retail", 140, 10), ("62042rs", "retail", 160, 20)]
    names = ("article", "column", "price", "from")
    rows = [dict(zip(names, row, strict=True)) for row in [*said_of, ("6205", "no such", 1, "")]]
    write_workbook(rows, path)

    said = load(path)

    assert "prices.xlsx: 2 prices are new, 0 changed" in said
    assert "prices.xlsx:4: 160 from 20 on costs no less than one piece" in said
    assert "prices.xlsx:5: There is no column of prices “no such”." in said
    assert ("6204-2RS", "Розница", 150) in in_force()
    assert [(row.from_quantity, row.amount) for row in Break.objects.all()] == [(10, 140)]
    assert "0 prices are new, 0 changed, 0 went away, 2 stand already" in load(path)


def test_what_is_wrong_with_rows_is_told_by_their_lines_and_stops_no_other(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("Артикул,Опт\n6205,дорого\n,5\n6205,0\n6204-2RS,90\n6204 2rs,91\n\n6205,201")

    said = load(path)

    assert "p.csv:2: “дорого” is not a number." in said
    assert "p.csv:3: The row names no article." in said
    assert "p.csv:4: 0 is no price." in said
    assert "p.csv:5: A later row says another price for it in “Опт”" in said
    assert in_force() == [("6204-2RS", "Опт", 91), ("6205", "Опт", 201)]


def test_a_list_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes(b"article,wholesale\n6205,1\n" + b'6204-2RS,"' + b"9" * 200_000)

    with pytest.raises(CommandError, match="could not be read as a table"):
        load(path, complete=True)

    assert in_force() == [("6204-2RS", "Опт", 100), ("6205", "Опт", 200)]


def test_a_list_may_wait_for_a_day(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("article,wholesale\n6205,1\n")

    assert "it is put into force on 2099-01-15, 0 rows" in load(path, since="2099-01-15")
    with pytest.raises(CommandError, match="has gone: past days keep their prices"):
        load(path, since="2020-01-15")

    assert in_force() == [("6204-2RS", "Опт", 100), ("6205", "Опт", 200)]


def test_a_complete_list_takes_away_nothing_of_what_it_names_and_can_not_say(firm: Firm, tmp_path: Path) -> None:
    firm.product("6206", price=300)
    firm.product("6206", brand="FAG", price=310)
    firm.product("6207", price=400)
    firm.product("6208", price=500)
    path = tmp_path / "p.csv"
    path.write_text("article,wholesale\n6204-2RS,100\n6205,much\n6206,1\n6207,0\n")

    said = load(path, complete=True)

    assert "0 prices are new, 0 changed, 1 went away" in said
    kept = [("6204-2RS", 100), ("6205", 200), ("6206", 300), ("6206", 310), ("6207", 400)]
    assert sorted((article, amount) for article, _column, amount in in_force()) == kept
    load(path, complete=True, since="2099-01-15")
    assert actions.publish_due(at=datetime(2099, 1, 16, tzinfo=UTC))
    assert len(in_force()) == len(kept), "nor does one that has waited for its day"

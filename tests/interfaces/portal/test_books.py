"""Workbooks of several sheets: which of them are meant is asked once, and none is passed over in silence."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.base import spreadsheet
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HEADS = ("Артикул", "Кол-во")
COVER = [("Заявка на поставку",), ("Покупатель: Механик",)]


def book(*, bearings: int = 20, hidden: bool = True) -> SimpleUploadedFile:
    """A cover, two sheets with orders, and a list of values for a field that nobody sees."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        for name, rows in (
            ("Обложка", COVER),
            ("Подшипники", [HEADS, ("6204-2RS", bearings)]),
            ("Ремни", [HEADS, ("A-1250", 7), ("Итого", 7)]),
            ("Списки", [HEADS, ("6204-2RS", 1)]),
        ):
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        if hidden:
            made.get_worksheet_by_name("Списки").hide()
    return SimpleUploadedFile("заявка.xlsx", content.getvalue())


@pytest.fixture
def draft(firm: Firm, alice: int, contract: int) -> int:
    return actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=firm.at)


def lines(contract: int, draft: int) -> dict[int, int]:
    return {p: int(q) for p, q in orders.draft_lines(contract=contract, draft=draft).items()}


def test_the_sheets_are_chosen_once_and_what_is_not_read_is_named(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, draft: int
) -> None:
    belt = firm.product("A-1250", price=1)
    client = enter(alice)

    def send(key: str, file: SimpleUploadedFile, **said: str) -> dict[str, Any]:
        body = {"file": file, **said}
        answer = client.post(f"/c/{contract}/drafts/{draft}/paste", body, headers={"Idempotency-Key": key})
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    asked = str(send("first", book())["form"])
    ticked = [place for place in range(4) if f'name="sheet{place}" checked' in asked]
    assert ticked == [1, 2], "neither the cover nor what is hidden"
    assert "похоже, без заказа" in asked
    assert "скрыт в книге" in asked
    assert lines(contract, draft) == {}, "nothing is done before the answer"

    roles = {f"role{sheet}-{column}": role for sheet in (1, 2) for column, role in enumerate(("number", "quantity"))}
    told = str(send("first", book(), mapped="1", sheet1="on", sheet2="on", **roles)["message"])
    assert told.startswith("Распознано 2 строки;")
    assert told.endswith("листы не прочитаны: Обложка (2), Списки (скрыт, 2)")
    assert lines(contract, draft) == {bearing: 20, belt: 7}
    [left] = [row for row in orders.left_out(contract=contract, draft=draft).all() if row.reason == "total"]
    assert (left.sheet, left.position) == ("Ремни", 3), "a row is where it stands in its sheet"
    page = client.get(f"/c/{contract}/drafts/{draft}/left-out/rows", {"count": "10"}).json()
    assert page["rows"][0][1:3] == ["Ремни", 3]

    again = send("next month", book(bearings=30))
    assert (again["form"], lines(contract, draft)) == (None, {bearing: 50, belt: 14})
    assert "Обложка (2)" in str(again["message"]), "nor is it passed over in silence when nobody is asked"


def test_a_sheet_is_left_by_its_name_and_a_list_of_its_shape_is_not(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int, draft: int
) -> None:
    client = enter(alice)
    address = f"/c/{contract}/drafts/{draft}/paste"
    roles = {"role3-0": "number", "role3-1": "quantity"}
    refused = client.post(address, {"file": book(), "mapped": "1"}).json()["refusals"]
    assert [one["code"] for one in refused] == ["orders.sheets_unchosen"]
    refused = client.post(address, {"file": book(), "mapped": "1", "sheet0": "on"}).json()["refusals"]
    assert "«Обложка»" in refused[0]["text"]

    client.post(address, {"file": book(hidden=False), "mapped": "1", "sheet3": "on", **roles})
    assert lines(contract, draft) == {bearing: 1}
    alone = SimpleUploadedFile("заявка.csv", "Артикул;Кол-во\n6204-2RS;10".encode())
    client.post(address, {"file": alone}, headers={"Idempotency-Key": "alone"})

    assert lines(contract, draft) == {bearing: 11}, "the shape is known from the sheet that was read"


def test_columns_beyond_those_that_are_read_are_told(
    enter: Enter, alice: int, contract: int, bearing: int, draft: int
) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, ("6204-2RS", 20))
        sheet.write_row(0, 200, ("Резерв", "Склад"))
    file = SimpleUploadedFile("заявка.xlsx", content.getvalue())
    client = enter(alice)

    asked = client.post(f"/c/{contract}/drafts/{draft}/paste", {"file": file}).json()["form"]

    assert "2 столбца после первых 200 не прочитаны" in asked


def test_a_sheet_that_is_too_long_is_not_read_in_part(
    enter: Enter, alice: int, contract: int, bearing: int, draft: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 2)
    client = enter(alice)
    address = f"/c/{contract}/drafts/{draft}/paste"

    asked = client.post(address, {"file": book()}).json()["form"]
    assert 'name="sheet2" disabled' in asked
    assert "больше 2 строк — слишком много: разделите лист" in asked
    roles = {"role1-0": "number", "role1-1": "quantity"}
    told = client.post(address, {"file": book(), "mapped": "1", "sheet1": "on", **roles}).json()["message"]

    assert "Ремни (больше 2)" in told
    assert lines(contract, draft) == {bearing: 20}
    monkeypatch.undo()
    assert "Ремни" not in client.post(address, {"file": book()}).json()["message"], "it was not left by anybody"

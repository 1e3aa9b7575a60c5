"""Rows pasted onto the draft and onto the catalog: what is answered, asked and taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from optom.domain.companies.models import Membership
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


class Pad:
    """A signed-in buyer before an empty draft."""

    def __init__(self, client: Client, contract: int, draft: int) -> None:
        self.client, self.contract, self.draft = client, contract, draft
        self.address = f"/c/{contract}/drafts/{draft}/"

    def post(self, way: str, body: dict[str, Any], key: str = "one-key") -> Any:
        headers = {"Idempotency-Key": key}
        return self.client.post(self.address + way, body, content_type="application/json", headers=headers)

    def paste(self, text: str, key: str = "one-key") -> dict[str, Any]:
        answer = self.post("paste", {"text": text}, key)
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    def say(self, row: orders.OpenRow, **said: Any) -> dict[str, Any]:
        answer = self.client.post(f"{self.address}rows/{row.id}/", said)
        assert answer.status_code == 200, answer.content
        return dict(answer.json())

    @property
    def open(self) -> list[orders.OpenRow]:
        return orders.open_rows(contract=self.contract, draft=self.draft)

    @property
    def lines(self) -> dict[int, int]:
        lines = orders.draft_lines(contract=self.contract, draft=self.draft)
        return {product: int(quantity) for product, quantity in lines.items()}


@pytest.fixture
def pad(enter: Enter, firm: Firm, alice: int, contract: int) -> Pad:
    draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=firm.at)
    return Pad(enter(alice), contract, draft)


def test_a_pasted_block_says_what_became_of_every_row(pad: Pad, bearing: int) -> None:
    answer = pad.paste("6204-2RS\t20\n6204 2rs\t10\nнечто\t1\nИтого\t31")

    assert answer["message"] == "Распознано 2 строки; это 1 товар; уточнить: 1; пропущено: итоги: 1"
    assert pad.lines == {bearing: 30}
    parts = {part["name"]: part.get("text") for part in answer["status"]["parts"]}
    assert parts["open"] == "уточнить 1 строку"


def test_open_rows_stand_first_and_say_what_is_asked(pad: Pad, bearing: int) -> None:
    pad.paste("6204-2RS\t20\nнечто\t1")

    rows = pad.client.get(f"{pad.address}rows", {"count": "10"}).json()["rows"]

    assert [row[0] for row in rows] == [f"r{pad.open[0].id}", str(bearing)]
    assert "Не найдено: укажите, что это" in rows[0]


def test_a_row_without_a_quantity_says_that_none_is_written(pad: Pad, bearing: int) -> None:
    pad.paste("6204-2RS\t20\n6204-2RS\t10\n6205-2RS\t")

    rows = pad.client.get(f"{pad.address}rows", {"count": "10"}).json()["rows"]

    assert "Количество не указано" in rows[0]
    panel = pad.client.get(f"{pad.address}panel", {"key": rows[0][0]}).content.decode()
    assert "Количество не указано: впишите его в строку." in panel


def test_a_row_whose_panel_would_list_goods_says_that_it_looks_like_them(pad: Pad, firm: Firm) -> None:
    for brand in ("Fischer", "Hilti"):
        firm.product(f"A-{brand}", name="Анкер клиновой М10×90, без покрытия", brand=brand, price=5)
    pad.paste("Наименование\tКоличество\nАнкер клиновой М10х90 без покрытия\t2\nАнкер М10х90\t1")

    rows = pad.client.get(f"{pad.address}rows", {"count": "10"}).json()["rows"]
    assert all("Похоже на 2: выберите" in row for row in rows)
    page = pad.client.get(f"{pad.address}panel", {"key": f"r{pad.open[0].id}"}).content.decode()
    assert "A-Hilti" in page
    assert 'name="brand_of"' not in page, "what only looks like goods is named one by one"


def test_the_panel_of_an_open_row_offers_what_it_may_be_and_remembers_the_answer(
    pad: Pad, firm: Firm, bearing: int
) -> None:
    other = firm.product("6204-2RS", brand="FAG", price="398.75")
    pad.paste("6204-2RS\t20")

    page = pad.client.get(f"{pad.address}panel", {"key": f"r{pad.open[0].id}"}).content.decode()
    assert "412,30" in page
    assert "398,75" in page
    pad.say(pad.open[0], product=other)

    assert (pad.lines, pad.open) == ({other: 20}, [])
    pad.paste("6204-2RS\t1", key="another")
    assert pad.lines == {other: 21}


def test_one_brand_answers_for_all(pad: Pad, firm: Firm, bearing: int) -> None:
    firm.product("6204-2RS", brand="FAG"), firm.product("6205-2RS", brand="FAG")
    skf = firm.product("6205-2RS", brand="SKF")
    pad.paste("6204-2RS\t20\n6205-2RS\t7")

    answer = pad.say(pad.open[0], brand_of=bearing)

    assert answer["message"] == "SKF: запомнено для 2 строк"
    assert pad.lines == {bearing: 20, skf: 7}

    pad.client.post(answer["undo"])
    assert (pad.lines, len(pad.open)) == ({}, 2)
    assert pad.paste("6204-2RS\t1", key="again")["message"].startswith("Распознано 0"), "it is asked again"


def test_an_open_row_is_corrected_or_dropped(pad: Pad, bearing: int) -> None:
    pad.paste("62O4\t20\nнечто\t1")
    first, second = pad.open

    assert pad.say(first, text="подшипник")["message"] == "Выберите, что это"
    assert pad.open[0].choices == [bearing]
    assert pad.say(first, text="6204-2RS")["message"] == "Найдено"
    pad.say(second, drop="1")

    assert (pad.lines, pad.open) == ({bearing: 20}, [])


def test_what_looks_like_a_row_is_shown_where_nothing_is_called_so(pad: Pad, bearing: int) -> None:
    pad.paste("подшипнек\t20")

    page = pad.client.get(f"{pad.address}panel", {"key": f"r{pad.open[0].id}"}).content.decode()

    assert "Похоже на" in page
    assert "6204-2RS" in page


def test_quantities_of_open_rows_are_typed_like_all_others(pad: Pad) -> None:
    pad.paste("Артикул\tКол-во\nнечто 1\tмного\nнечто 2\t2\nнечто 3\t3")
    keys = [f"r{row.id}" for row in pad.open]
    cells = [
        {"key": key, "column": "quantity", "value": value} for key, value in zip(keys, ("5", "-1", "0"), strict=True)
    ]

    answer = pad.post("cells", {"cells": cells}).json()

    assert [one["key"] for one in answer["refused"]] == [keys[1]]
    assert [(row.quantity, row.odd_quantity) for row in pad.open] == [(5, ""), (2, "")]


def test_lines_and_open_rows_are_taken_out_together(pad: Pad, bearing: int) -> None:
    pad.paste("6204-2RS\t20\nнечто\t1")

    pad.post("acts/remove", {"keys": [str(bearing), f"r{pad.open[0].id}"]})

    assert (pad.lines, pad.open) == ({}, [])


def test_a_block_is_taken_back(pad: Pad, bearing: int) -> None:
    answer = pad.paste("6204-2RS\t20\nнечто\t1")

    assert pad.client.post(answer["undo"]).status_code == 200
    assert (pad.lines, pad.open) == ({}, [])


def test_placing_keeps_what_is_not_named(pad: Pad, bearing: int) -> None:
    pad.paste("6204-2RS\t20\nнечто\t1")
    assert "1 вставленная строка не уточнена" in pad.client.get(f"{pad.address}checkout/").content.decode()

    pad.client.post(f"{pad.address}place/", {"key": "order"})

    assert (pad.lines, [row.name for row in pad.open], [row.number for row in pad.open]) == ({}, [""], ["нечто"])


def test_rows_pasted_onto_the_catalog_open_a_draft(pad: Pad, bearing: int) -> None:
    body = {"text": "6204-2RS\t20"}
    answer = pad.client.post(f"/c/{pad.contract}/catalog/paste", body, content_type="application/json").json()

    assert answer["location"] == pad.address
    assert pad.lines == {bearing: 20}
    assert "Распознана 1 строка" in pad.client.get(pad.address).content.decode()


def test_nothing_pasted_is_refused_in_words(pad: Pad) -> None:
    answer = pad.post("paste", {"text": " \n "})

    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["text"] == "Во вставленном ничего нет."


def test_who_may_only_look_pastes_nothing(pad: Pad, alice: int, bearing: int) -> None:
    Membership.objects.filter(user_id=alice).update(role="viewer")

    assert pad.post("paste", {"text": "6204-2RS\t20"}).status_code in {404, 422}
    assert pad.lines == {}


def test_a_stranger_finds_neither_rows_nor_blocks(pad: Pad, firm: Firm, enter: Enter, bearing: int) -> None:
    undo = pad.paste("6204-2RS\t20\nнечто\t1")["undo"]
    row = pad.open[0].id
    user = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", user)
    stranger = enter(user)

    for address in (undo, f"{pad.address}rows/{row}/", f"{pad.address}paste"):
        assert stranger.post(address, {"drop": "1"}).status_code == 404
        on_his = address.replace(f"/c/{pad.contract}/", f"/c/{his}/")
        assert stranger.post(on_his, {"drop": "1", "text": "A"}).status_code in {400, 404, 422}

    assert (pad.lines, len(pad.open)) == ({bearing: 20}, 1)


def sheet_of(*rows: tuple[str, ...], name: str = "заявка.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(";".join(row) for row in rows).encode("cp1251"))


def send(pad: Pad, file: SimpleUploadedFile, **said: str) -> dict[str, Any]:
    file.seek(0)
    answer = pad.client.post(f"{pad.address}paste", {"file": file, **said})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_the_columns_of_a_file_are_asked_once_and_remembered_for_the_company(pad: Pad, bearing: int) -> None:
    file = sheet_of(("Артикул", "Кол-во"), ("6204-2RS", "20"))

    asked = send(pad, file)
    assert pad.lines == {}, "nothing is done before the answer"
    assert '<option value="number" selected>' in asked["form"]
    assert "6204-2RS" in asked["form"]

    assert send(pad, file, **{"role0-0": "number", "role0-1": "quantity"}, mapped="1")["message"].startswith(
        "Распознана 1 строка"
    )
    again = pad.client.post(f"{pad.address}paste", {"file": sheet_of(("Артикул", "Кол-во"), ("6204-2RS", "10"))},
                            headers={"Idempotency-Key": "tomorrow"}).json()  # fmt: skip
    assert again["form"] is None
    assert pad.lines == {bearing: 30}


def test_a_wrong_guess_is_corrected_and_stays_corrected(pad: Pad, firm: Firm, bearing: int) -> None:
    belt = firm.product("A-1250")
    text = "6204-2RS\t7\t20\nA-1250\t8\t30"
    assert '<select name="role0-2"' in pad.paste(text)["form"], "two columns of numbers: which are quantities?"

    told = pad.post(
        "paste", {"text": text, "mapped": "1", "role0-0": "number", "role0-1": "other", "role0-2": "quantity"}
    ).json()
    assert told["form"] is None
    assert pad.lines == {bearing: 20, belt: 30}
    assert pad.paste("6204-2RS\t9\t10\nA-1250\t9\t10", key="tomorrow")["form"] is None
    assert pad.lines == {bearing: 30, belt: 40}


def test_columns_without_goods_are_refused(pad: Pad) -> None:
    answer = pad.post(
        "paste", {"text": "A\t1\t2", "mapped": "1", "role0-0": "quantity", "role0-1": "other", "role0-2": "x"}
    )

    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["code"] == "orders.columns_without_goods"


def test_what_is_no_table_is_refused_in_words(pad: Pad) -> None:
    answer = pad.client.post(f"{pad.address}paste", {"file": SimpleUploadedFile("заявка.xlsx", b"PK\x03\x04 broken")})

    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["text"] == "Файл не читается как таблица."


def test_the_layouts_of_another_company_are_not_known(pad: Pad, firm: Firm, enter: Enter, bearing: int) -> None:
    file = sheet_of(("Артикул", "Кол-во"), ("6204-2RS", "20"))
    send(pad, file, **{"role0-0": "number", "role0-1": "quantity"}, mapped="1")
    user = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", user)
    draft = actions.open_draft(contract=his, name="его", actor=user, at=firm.at)

    assert send(Pad(enter(user), his, draft), file)["form"]


def test_notes_beside_pasted_rows_go_into_the_order(pad: Pad, bearing: int) -> None:
    pad.paste("Артикул\tКол-во\tПримечание\n6204-2RS\t20\tв цех\n6204 2rs\t10\tсрочно")

    pad.client.post(f"{pad.address}place/", {"key": "order"})

    order = orders.orders(contract=pad.contract).all()[0].id
    assert [(line.ordered, line.note) for line in orders.lines(order=order)] == [(30, "в цех; срочно")]


def test_notes_are_typed_beside_lines_and_go_with_them(pad: Pad, bearing: int, alice: int, firm: Firm) -> None:
    pad.paste("Артикул\tКол-во\tПримечание\n6204-2RS\t20\tв цех\nнечто\t1\t")
    other = actions.open_draft(contract=pad.contract, name="Казань", actor=alice, at=firm.at)

    def typed(key: object, note: str) -> dict[str, Any]:
        return dict(pad.post("cells", {"cells": [{"key": str(key), "column": "note", "value": note}]}).json())

    assert "срочно, 2-й цех" in typed(bearing, "срочно, 2-й  цех")["rows"][0]
    assert typed(bearing, "х" * 201)["refused"][0]["refusals"][0]["code"] == "input.too_long"
    assert "посмотреть" in typed(f"r{pad.open[0].id}", "посмотреть")["rows"][0]
    assert pad.lines == {bearing: 20}, "a note is no quantity"

    actions.merge_drafts(contract=pad.contract, draft=pad.draft, target=other, at=firm.at)
    pad.client.post(f"/c/{pad.contract}/drafts/{other}/place/", {"key": "order"})

    order = orders.orders(contract=pad.contract).all()[0].id
    assert [line.note for line in orders.lines(order=order)] == ["срочно, 2-й цех"]
    assert [row.note for row in orders.open_rows(contract=pad.contract, draft=other)] == ["посмотреть"]


def test_what_is_refused_in_the_catalog_opens_no_draft(pad: Pad, alice: int) -> None:
    actions.close_draft(contract=pad.contract, draft=pad.draft)

    answer = pad.client.post(f"/c/{pad.contract}/catalog/paste", {"text": " "}, content_type="application/json")

    assert answer.status_code == 422
    assert orders.drafts(contract=pad.contract, actor=alice) == []

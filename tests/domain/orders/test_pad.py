"""Blocks pasted into a draft: recognised rows become lines, all others wait for an answer, nothing is dropped."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from optom.base.refusal import Refusal
from optom.domain.catalog.models import Pack
from optom.domain.orders import actions, blocks, pasted, queries
from optom.domain.orders.actions import Pasted
from optom.domain.orders.blocks import Left
from optom.domain.orders.models import Draft, Paste, PastedRow
from optom.domain.orders.queries import OpenRow
from optom.domain.orders.texts import cells_of
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import codes
from tests.trade import Firm, dec


class Pad:
    """Alice's draft under Mechanic's contract."""

    def __init__(self, contract: int, alice: int, at: datetime) -> None:
        self.contract, self.alice, self.at = contract, alice, at
        self.draft = actions.open_draft(contract=contract, name="Ноябрь", actor=alice, at=at)
        self.pasted = 0

    @property
    def own(self) -> dict[str, Any]:
        return {"contract": self.contract, "draft": self.draft}

    def paste(self, text: str, key: str = "") -> Pasted:
        self.pasted += 1
        cells = cells_of(text)
        [layout] = actions.layouts_of(**self.own, sheets=[actions.Unread("", cells)])
        key = key or f"block {self.pasted}"
        return actions.paste(**self.own, tables=[blocks.Table(cells, layout)], key=key, actor=self.alice, at=self.at)

    def answer(self, **products: int) -> int:
        rows = {row.number or row.name: row.id for row in self.open}
        answers = {rows[name]: product for name, product in products.items()}
        return actions.answer(**self.own, answers=answers, at=self.at)

    @property
    def lines(self) -> dict[int, int]:
        return {product: int(quantity) for product, quantity in queries.draft_lines(**self.own).items()}

    @property
    def open(self) -> list[OpenRow]:
        return queries.open_rows(**self.own)


def left(pad: Pad) -> list[Any]:
    """What was left out of the draft's blocks."""
    return queries.left_out(**pad.own).all()


@pytest.fixture
def pad(contract: int, alice: int, at: datetime) -> Pad:
    return Pad(contract, alice, at)


def test_recognised_rows_become_lines_in_their_order_and_the_rest_waits(firm: Firm, pad: Pad) -> None:
    belt, bearing = firm.product("A-1250", price=1, brand="Gates"), firm.product("6204-2RS", price=1)
    firm.product("180204", brand="ГПЗ"), firm.product("180204", brand="ВПЗ")

    pasted = pad.paste("6204 2rs\tSKF\t10\nA1250\tgates\t4\n180204\t\t7\nнет такого\t\t1\nИтого\t\t22")

    assert (pasted.recognised, pasted.products, pasted.open, pasted.left_out) == (2, 2, 2, {Left.TOTAL: 1})
    assert list(pad.lines.items()) == [(bearing, 10), (belt, 4)]
    assert [(row.text, row.quantity, len(row.choices)) for row in pad.open] == [
        ("180204 7", 7, 2),
        ("нет такого 1", 1, 0),
    ]
    assert [(row.position, row.text, row.reason) for row in left(pad)] == [(5, "Итого 22", "total")]


def test_the_same_goods_add_up_within_a_block_and_with_what_is_picked(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS", price=1, crosses=("180204",))
    actions.set_quantity(**pad.own, product=bearing, quantity=dec(5))

    pasted = pad.paste("6204-2RS 10 шт\n180204 - 3 шт")

    assert (pasted.recognised, pasted.products) == (2, 1)
    assert pad.lines == {bearing: 18}
    assert queries.written(**pad.own) == {bearing: queries.WrittenRow("6204-2RS 10; 180204 3")}


def test_a_block_is_pasted_once_however_often_it_is_sent(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS", price=1)
    pad.paste("6204-2RS\t10", key="one")
    again = pad.paste("6204-2RS\t10", key="one")

    assert (pad.lines, again.paste) == ({bearing: 10}, None)


def test_rows_without_quantities_are_one_pack_each(firm: Firm, pad: Pad) -> None:
    boxed, small = firm.product("6204-2RS", multiple=10, minimum=25), firm.product("6205-2RS")

    pad.paste("6204-2RS\n6205-2RS")

    assert pad.lines == {boxed: 30, small: 1}


def test_a_quantity_that_nobody_understands_is_asked(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS")
    pad.paste("Артикул\tКол-во\n6204-2RS\tдва ящика\n6204-2RS\t1")

    assert [(row.quantity, row.odd_quantity, row.choices) for row in pad.open] == [(None, "два ящика", [bearing])]

    actions.set_open_quantities(**pad.own, quantities={pad.open[0].id: dec(20)})
    pad.answer(**{"6204-2RS": bearing})
    assert (pad.lines, pad.open) == ({bearing: 21}, [])


def test_packs_are_counted_in_the_unit_of_the_goods(firm: Firm, pad: Pad) -> None:
    boxed, fitted, loose = (
        firm.product("6204-2RS", multiple=5),
        firm.product("6205-2RS", multiple=10),
        firm.product("A-1"),
    )
    Pack.objects.create(product_id=boxed, name="упаковка", quantity=dec(50))

    pad.paste("6204-2RS SKF 3 уп\n6205-2RS 2 уп\nA-1 4 уп\nA-1 7 шт")

    assert pad.lines == {boxed: 150, fitted: 20, loose: 7}
    assert [(row.number, row.odd_quantity, row.choices) for row in pad.open] == [("A-1", "4 уп", [loose])]
    with pytest.raises(Refusal) as refused:
        pad.answer(**{"A-1": loose})
    assert codes(refused) == ["orders.pack_unknown"]


def test_a_column_of_units_tells_packs_which_count_when_the_goods_are_named(firm: Firm, pad: Pad) -> None:
    bearing, other = firm.product("6204-2RS", multiple=10), firm.product("6204-2RS", brand="FAG", multiple=10)
    pad.paste("Артикул\tЕд.изм\tКол-во\tБренд\n6204-2RS\tупак\t2\tSKF\n6204-2RS\tупак\t3\t")

    pad.answer(**{"6204-2RS": other})

    assert pad.lines == {bearing: 20, other: 30}


def test_an_answer_is_remembered_with_the_brand_that_stood_beside_it(firm: Firm, pad: Pad) -> None:
    skf, fag = firm.product("6204-2RS", brand="SKF"), firm.product("6204-2RS", brand="FAG")
    firm.brand("NSK")
    pad.paste("6204-2RS\tNSK\t10")
    assert pad.answer(**{"6204-2RS": skf}) == 1

    pasted = pad.paste("6204-2RS\tNSK\t1\n6204-2RS\tFAG\t2\n6204-2RS\t\t3")

    assert pad.lines == {skf: 11, fag: 2}
    assert (pasted.recognised, pasted.open) == (2, 1), "without a brand it still may mean both"


def test_what_was_answered_for_a_name_is_known_next_time(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS")
    pad.paste("подшипник передней оси\t2")
    pad.answer(**{"подшипник передней оси": bearing})

    assert pad.paste("Подшипник передней оси\t2").open == 0
    assert pad.lines == {bearing: 4}


def test_a_brand_answers_every_row_that_may_mean_one_of_its_goods(firm: Firm, pad: Pad) -> None:
    for brand in ("SKF", "FAG"):
        firm.product("6204-2RS", brand=brand), firm.product("6205-2RS", brand=brand)
    firm.product("6206-2RS", brand="NSK"), firm.product("6206-2RS", brand="FAG")
    pad.paste("6204-2RS\t1\n6205-2RS\t2\n6206-2RS\t3")

    assert actions.take_brand(**pad.own, brand=firm.brands["SKF"], at=pad.at) == 2
    assert (sorted(pad.lines.values()), [row.number for row in pad.open]) == ([1, 2], ["6206-2RS"])


def test_an_open_row_is_written_anew(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS")
    pad.paste("62O4-2PC\t5\nещё что-то\t1")
    wrong, other = pad.open

    assert not actions.rewrite(**pad.own, row=wrong.id, text="6204-2R", at=pad.at)
    assert pad.open[0].choices == [bearing]
    assert actions.rewrite(**pad.own, row=wrong.id, text="6204 2RS", at=pad.at)
    assert (pad.lines, [row.id for row in pad.open]) == ({bearing: 5}, [other.id])


def test_dropped_rows_are_gone_and_a_zero_drops(firm: Firm, pad: Pad) -> None:
    pad.paste("первое\t5\nвторое\t1\nтретье\t2")
    first, second, third = pad.open

    actions.drop([first.id], **pad.own)
    actions.set_open_quantities(**pad.own, quantities={second.id: dec(0), third.id: dec(9)})

    assert [(row.name, row.quantity) for row in pad.open] == [("третье", 9)]


def test_a_block_taken_back_takes_only_what_it_brought(firm: Firm, pad: Pad) -> None:
    bearing, seal = firm.product("6204-2RS"), firm.product("6205-2RS")
    actions.set_quantity(**pad.own, product=bearing, quantity=dec(5))
    pasted = pad.paste("6204-2RS\t10\n6205-2RS\t2\nнет такого\t1")
    assert pad.lines == {bearing: 15, seal: 2}

    actions.unpaste(**pad.own, paste=pasted.paste or 0)

    assert (pad.lines, pad.open, Paste.objects.count()) == ({bearing: 5}, [], 0)


def test_the_note_of_a_line_that_was_taken_out_does_not_come_back(firm: Firm, pad: Pad) -> None:
    bearing = firm.product("6204-2RS")
    pad.paste("Артикул\tКол-во\tПримечание\n6204-2RS\t10\tсрочно")
    for quantity in (0, 3):
        actions.set_quantity(**pad.own, product=bearing, quantity=dec(quantity))

    assert queries.written(**pad.own) == {}


def test_what_is_left_out_is_put_in_by_hand_and_left_out_again(firm: Firm, pad: Pad) -> None:
    bearing, belt = firm.product("6204-2RS", multiple=10), firm.product("A-1250")
    pad.paste("Артикул\tКол-во\n6204-2RS\t0\nA-1250\t-\nнечто 77\t0\nИтого\t5\nбез всего\t")
    rows = {row.text.partition(" ")[0]: row.id for row in left(pad)}
    assert [row.position for row in left(pad)] == [2, 3, 4, 5, 6]

    said = {
        rows["6204-2RS"]: actions.Said(), rows["A-1250"]: actions.Said(quantity=dec(7)),
        rows["нечто"]: actions.Said(quantity=dec(2)), rows["Итого"]: actions.Said(text="A1250 - 3 шт"),
    }  # fmt: skip
    taken = actions.take_in(**pad.own, rows=said, key="by hand", actor=pad.alice, at=pad.at)

    assert pad.lines == {bearing: 10, belt: 10}, "without a quantity it is a pack"
    assert [(row.position, row.number, row.quantity) for row in pad.open] == [(4, "нечто 77", 2)]
    assert [row.text for row in left(pad)] == ["без всего"]

    actions.unpaste(**pad.own, paste=taken.paste or 0)
    assert (pad.lines, pad.open, len(left(pad))) == ({}, [], 5)
    assert actions.drop_left([rows["Итого"]], **pad.own) == 1
    assert queries.count_pasted(**pad.own).left_out == 4


def test_of_a_whole_price_list_the_first_rows_without_a_quantity_are_kept_and_the_others_counted(
    firm: Firm, pad: Pad, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearing = firm.product("6204-2RS")
    for module in (blocks, pasted):
        monkeypatch.setattr(module, "MOST_LEFT_OUT", 3)
    rows = "".join(f"A-{n}\t\n" for n in range(5))

    pad.paste(f"Артикул\tЗаказ\n6204-2RS\t1\n{rows}Итого\t1")

    assert pad.lines == {bearing: 1}
    assert [row.text for row in left(pad)] == ["A-0", "A-1", "Итого 1"]
    assert queries.count_pasted(**pad.own) == queries.PastedCount(0, 3, 3)


def test_an_answer_that_is_taken_back_is_asked_again(firm: Firm, pad: Pad) -> None:
    skf, _ = firm.product("6204-2RS", brand="SKF"), firm.product("6204-2RS", brand="FAG")
    pad.paste("Артикул\tКол-во\n6204-2RS\tдва\n6204-2RS\t5")
    first, second = pad.open
    actions.answer(**pad.own, answers={first.id: skf, second.id: skf}, at=pad.at, key="brand")
    assert pad.lines == {skf: 6}

    assert actions.unanswer(**pad.own, key="brand") == 2

    assert pad.lines == {}
    assert [(row.quantity, row.odd_quantity) for row in pad.open] == [(None, "два"), (5, "")]
    assert pad.paste("6204-2RS\t1").open == 1, "nothing is remembered of it"
    assert actions.unanswer(**pad.own, key="brand") == 0


def test_placing_leaves_open_rows_in_the_draft_and_closes_it_without_them(firm: Firm, pad: Pad) -> None:
    firm.product("6204-2RS")
    pad.paste("6204-2RS\t10\nнет такого\t1")

    actions.clear_draft(**pad.own)
    assert (pad.lines, [row.number for row in pad.open]) == ({}, ["нет такого"])

    actions.drop([pad.open[0].id], **pad.own)
    actions.clear_draft(**pad.own)
    assert not Draft.objects.exists()
    assert not PastedRow.objects.exists()


def test_a_product_that_the_contract_does_not_see_is_no_answer(firm: Firm, pad: Pad) -> None:
    hidden = firm.product("X-1", brand="FAG")
    firm.deny(pad.contract, brand="FAG")
    pad.paste("нечто\t1")

    with pytest.raises(Refusal) as refused:
        pad.answer(нечто=hidden)

    assert codes(refused) == ["orders.not_in_assortment"]
    assert pad.lines == {}


@pytest.mark.parametrize("text", ["", " \t \n\t"])
def test_an_empty_block_is_refused(pad: Pad, text: str) -> None:
    with pytest.raises(Refusal) as refused:
        pad.paste(text)
    assert codes(refused) == ["orders.paste_empty"]


def test_a_block_longer_than_any_order_is_refused(pad: Pad) -> None:
    with pytest.raises(Refusal) as refused:
        pad.paste("A\t1\n" * 20_001)
    assert codes(refused) == ["orders.paste_too_long"]


def test_a_draft_of_another_contract_takes_no_block(firm: Firm, pad: Pad) -> None:
    stranger = firm.client("Чужой", "7700000016", firm.person("stranger"))

    with pytest.raises(Refusal) as refused:
        actions.layouts_of(contract=stranger, draft=pad.draft, sheets=[actions.Unread("", [["A"]])])
    assert codes(refused) == ["orders.draft_unknown"]


def test_a_stranger_sees_no_pasted_row_whatever_he_asks(firm: Firm, pad: Pad) -> None:
    pad.paste("нечто\t1")
    stranger = firm.person("stranger")
    firm.client("Чужой", "7700000016", stranger)

    with working_as(BUYER, user=stranger):
        assert not PastedRow.objects.exists()
        assert not Paste.objects.exists()


def test_statements_do_not_grow_with_the_block(firm: Firm, pad: Pad) -> None:
    for number in range(40):
        firm.product(f"A-{number}00")
    asked = []
    for rows in (1, 40):
        with CaptureQueriesContext(connection) as captured:
            pad.paste("\n".join(f"a{number}00\t1\nнет {number}\t1" for number in range(rows)))
        asked.append(len(captured))

    assert asked[0] == asked[1]

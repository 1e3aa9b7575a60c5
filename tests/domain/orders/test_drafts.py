"""Drafts: tabs in which a buyer picks. They hold nothing."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction

from optom.base.refusal import Refusal
from optom.domain.companies.models import Contract, Membership
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.models import Draft, DraftLine
from optom.domain.orders.rules import OrderLine, Table
from optom.domain.orders.texts import cells_of
from optom.domain.stock.models import Balance
from optom.interfaces.kit.identity import BUYER, working_as
from tests.domain.orders.reserves import codes
from tests.statements import counted
from tests.trade import Firm, dec

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def draft(contract: int, alice: int, at: datetime) -> int:
    return orders.open_draft(contract=contract, name="Ноябрь", actor=alice, at=at)


def picked(contract: int, draft: int) -> dict[int, int]:
    return {product: int(quantity) for product, quantity in queries.draft_lines(contract=contract, draft=draft).items()}


def test_what_is_picked_is_kept_in_the_order_of_picking_and_holds_nothing(
    firm: Firm, contract: int, draft: int
) -> None:
    second, first = firm.product("B", price=1, on_hand=5), firm.product("A", price=1, on_hand=5)

    orders.set_quantity(contract=contract, draft=draft, product=first, quantity=dec(3))
    orders.set_quantity(contract=contract, draft=draft, product=second, quantity=dec(400))

    assert list(picked(contract, draft).items()) == [(first, 3), (second, 400)]
    assert not Balance.objects.exclude(held=0).exists()


def test_another_quantity_replaces_the_first_and_zero_takes_the_line_out(firm: Firm, contract: int, draft: int) -> None:
    bearing, seal = firm.product("6204", price=1), firm.product("seal", price=1)
    orders.set_quantities(contract=contract, draft=draft, quantities={bearing: dec(3), seal: dec(4)})

    orders.set_quantities(contract=contract, draft=draft, quantities={bearing: dec(0), seal: dec(5)})

    assert picked(contract, draft) == {seal: 5}


def test_a_negative_quantity_changes_nothing(firm: Firm, contract: int, draft: int) -> None:
    bearing, seal = firm.product("6204", price=1), firm.product("seal", price=1)

    with pytest.raises(Refusal) as refused:
        orders.set_quantities(contract=contract, draft=draft, quantities={bearing: dec(3), seal: dec(-1)})

    assert codes(refused) == ["orders.quantity_not_positive"]
    assert picked(contract, draft) == {}


def test_a_draft_has_a_name(contract: int, draft: int, alice: int, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        orders.open_draft(contract=contract, name="  ", actor=alice, at=at)
    assert codes(refused) == ["orders.draft_name_empty"]

    orders.change_draft(contract=contract, draft=draft, name=" Срочно \n к пятнице ")
    assert [row.name for row in queries.drafts(contract=contract, actor=alice)] == ["Срочно к пятнице"]


def test_a_closed_draft_is_gone_with_its_lines(firm: Firm, contract: int, draft: int) -> None:
    orders.set_quantity(contract=contract, draft=draft, product=firm.product("6204"), quantity=dec(3))

    orders.close_draft(contract=contract, draft=draft)

    assert not Draft.objects.exists()
    assert not DraftLine.objects.exists()


def test_a_draft_that_is_gone_is_refused(firm: Firm, contract: int, draft: int) -> None:
    orders.close_draft(contract=contract, draft=draft)
    bearing = firm.product("6204")

    acts: list[Callable[[], None]] = [
        lambda: orders.close_draft(contract=contract, draft=draft),
        lambda: orders.change_draft(contract=contract, draft=draft, name="x"),
        lambda: orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(1)),
    ]
    for act in acts:
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["orders.draft_unknown"]


def test_anothers_draft_is_no_draft_of_ones_contract(
    firm: Firm, contract: int, draft: int, strange_contract: int
) -> None:
    bearing = firm.product("6204")
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))

    acts: list[Callable[[], None]] = [
        lambda: orders.close_draft(contract=strange_contract, draft=draft),
        lambda: orders.change_draft(contract=strange_contract, draft=draft, name="x"),
        lambda: orders.set_quantity(contract=strange_contract, draft=draft, product=bearing, quantity=dec(1)),
    ]
    for act in acts:
        with pytest.raises(Refusal) as refused:
            act()
        assert codes(refused) == ["orders.draft_unknown"]
    assert picked(strange_contract, draft) == {}
    assert not queries.has_draft(contract=strange_contract, draft=draft)
    assert picked(contract, draft) == {bearing: 3}


def test_the_database_shows_a_stranger_no_draft(
    firm: Firm, contract: int, draft: int, stranger: int, strange_contract: int
) -> None:
    """Even when he names the right contract and the right company."""
    bearing = firm.product("6204")
    company = Contract.objects.get(pk=contract).company_id
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))

    with working_as(BUYER, user=stranger):
        assert queries.drafts(contract=contract, actor=stranger) == []
        assert picked(contract, draft) == {}
        with pytest.raises(Refusal) as refused:
            orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(1))
        assert codes(refused) == ["orders.draft_unknown"]
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            DraftLine.objects.create(draft_id=draft, company_id=company, product_id=bearing, quantity=1)


def test_a_buyer_picks_with_the_rights_of_his_request(firm: Firm, contract: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204", price=1)

    with working_as(BUYER, user=alice):
        draft = orders.open_draft(contract=contract, name="Ноябрь", actor=alice, at=at)
        orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))
        orders.change_draft(contract=contract, draft=draft, name="Декабрь")
        assert picked(contract, draft) == {bearing: 3}
        orders.close_draft(contract=contract, draft=draft)
        assert queries.drafts(contract=contract, actor=alice) == []


def test_a_pasted_block_costs_as_much_as_one_cell(firm: Firm, contract: int, draft: int) -> None:
    products = [firm.product(f"A{number}") for number in range(40)]

    with counted() as one:
        orders.set_quantity(contract=contract, draft=draft, product=products[0], quantity=dec(1))
    with counted() as many:
        orders.set_quantities(contract=contract, draft=draft, quantities=dict.fromkeys(products, dec(2)))

    assert len(one) == len(many)


def test_a_private_draft_is_its_author_s_alone(firm: Firm, contract: int, draft: int, alice: int) -> None:
    bob = firm.person("bob")
    Membership.objects.create(user_id=bob, company_id=Contract.objects.get(pk=contract).company_id, role="buyer")
    orders.set_quantity(contract=contract, draft=draft, product=firm.product("6204"), quantity=dec(3))
    orders.change_draft(contract=contract, draft=draft, name="моё", is_private=True)

    assert [row.is_mine for row in queries.drafts(contract=contract, actor=alice)] == [True]
    assert queries.drafts(contract=contract, actor=bob) == []
    with working_as(BUYER, user=bob):
        assert not Draft.objects.exists(), "the database hides it by itself"
        assert picked(contract, draft) == {}
        with pytest.raises(Refusal):
            orders.change_draft(contract=contract, draft=draft, name="чужое")
    with working_as(BUYER, user=alice):
        assert Draft.objects.exists()


def test_a_standing_draft_stays_when_it_is_ordered(firm: Firm, contract: int, draft: int) -> None:
    bearing = firm.product("6204")
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))
    orders.change_draft(contract=contract, draft=draft, name="по понедельникам", is_standing=True)

    orders.clear_draft(contract=contract, draft=draft)

    assert picked(contract, draft) == {bearing: 3}


def test_lines_move_into_another_draft_on_top_of_what_stands_there(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    bearing, seal, belt = firm.product("6204"), firm.product("seal"), firm.product("belt")
    other = orders.open_draft(contract=contract, name="Казань", actor=alice, at=at)
    orders.set_quantities(contract=contract, draft=draft, quantities={bearing: dec(3), seal: dec(4), belt: dec(5)})
    orders.set_quantity(contract=contract, draft=other, product=seal, quantity=dec(1))

    orders.move_lines(contract=contract, draft=draft, target=other, products=[seal, belt], actor=alice, at=at)

    assert picked(contract, draft) == {bearing: 3}
    assert picked(contract, other) == {seal: 5, belt: 5}


def test_notes_and_open_rows_outlive_the_draft_out_of_which_they_were_moved(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    bearing, other = firm.product("6204-2RS"), orders.open_draft(contract=contract, name="Казань", actor=alice, at=at)
    paste(contract, draft, "Артикул\tКол-во\tПримечание\n6204-2RS\t10\tсрочно\nнечто 1\t2\t", alice, at)
    [row] = queries.open_rows(contract=contract, draft=draft)

    own: dict[str, Any] = {"contract": contract, "draft": draft, "target": other, "actor": alice, "at": at}
    orders.move_lines(**own, products=[bearing], rows=[row.id])
    orders.close_draft(contract=contract, draft=draft)

    assert queries.written(contract=contract, draft=other)[bearing].note == "срочно"
    assert [one.number for one in queries.open_rows(contract=contract, draft=other)] == ["нечто 1"]


def test_a_draft_pours_into_another_with_all_that_is_in_it_and_closes(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    bearing, seal = firm.product("6204-2RS"), firm.product("seal-1")
    other = orders.open_draft(contract=contract, name="Казань", actor=alice, at=at)
    heads = "Артикул\tКол-во\tПримечание\n"
    paste(contract, draft, f"{heads}6204-2RS\t10\tсрочно\nseal-1\t4\t\nнечто 1\t2\t\nИтого\t16\t", alice, at)
    paste(contract, other, f"{heads}6204-2RS\t5\tв цех", alice, at)

    orders.merge_drafts(contract=contract, draft=draft, target=other, at=at)

    assert picked(contract, other) == {bearing: 15, seal: 4}
    assert set(queries.written(contract=contract, draft=other)[bearing].note.split("; ")) == {"срочно", "в цех"}
    counted = queries.count_pasted(contract=contract, draft=other)
    assert (counted.open, counted.left_out) == (1, 1)
    assert [one.id for one in queries.drafts(contract=contract, actor=alice)] == [other]


def test_a_pouring_is_taken_back_with_what_was_named_since(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    bearing, seal, belt = firm.product("6204-2RS"), firm.product("seal-1"), firm.product("belt")
    other = orders.open_draft(contract=contract, name="Казань", actor=alice, at=at)
    paste(contract, draft, "Артикул\tКол-во\n6204-2RS\t10\nнечто 1\t2\nИтого\t12", alice, at)
    paste(contract, other, "Артикул\tКол-во\n6204-2RS\t5\nseal-1\t1", alice, at)
    key = orders.merge_drafts(contract=contract, draft=draft, target=other, at=at)
    [row] = queries.open_rows(contract=contract, draft=other)
    orders.answer(contract=contract, draft=other, answers={row.id: belt}, at=at)
    assert picked(contract, other) == {bearing: 15, seal: 1, belt: 2}

    orders.unmerge_drafts(contract=contract, draft=draft, target=other, key=key)

    assert picked(contract, other) == {bearing: 5, seal: 1}
    assert picked(contract, draft) == {bearing: 10}
    assert [one.number for one in queries.open_rows(contract=contract, draft=draft)] == ["нечто 1"]
    assert queries.count_pasted(contract=contract, draft=other) == queries.PastedCount(0, 0, 0)
    assert queries.count_pasted(contract=contract, draft=draft).left_out == 1
    with pytest.raises(Refusal) as refused:
        orders.unmerge_drafts(contract=contract, draft=draft, target=other, key=key)
    assert codes(refused) == ["orders.draft_unknown"], "once"


def test_what_was_poured_does_not_come_back_when_it_is_ordered_or_a_day_old(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    bearing = firm.product("6204-2RS")
    other, third = (orders.open_draft(contract=contract, name=name, actor=alice, at=at) for name in ("Казань", "Омск"))
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))
    key = orders.merge_drafts(contract=contract, draft=draft, target=other, at=at)
    orders.clear_draft(contract=contract, draft=other)
    assert list(Draft.objects.values_list("id", flat=True)) == [third]
    with pytest.raises(Refusal):
        orders.unmerge_drafts(contract=contract, draft=draft, target=other, key=key)

    fourth = orders.open_draft(contract=contract, name="Пермь", actor=alice, at=at)
    orders.merge_drafts(contract=contract, draft=fourth, target=third, at=at)
    fifth = orders.open_draft(contract=contract, name="Уфа", actor=alice, at=at)
    orders.merge_drafts(contract=contract, draft=fifth, target=third, at=at + timedelta(days=2))
    assert set(Draft.objects.values_list("id", flat=True)) == {third, fifth}


def test_a_standing_draft_is_poured_and_stays(firm: Firm, contract: int, draft: int, alice: int, at: datetime) -> None:
    bearing = firm.product("6204-2RS")
    other = orders.open_draft(contract=contract, name="Казань", actor=alice, at=at)
    orders.set_quantity(contract=contract, draft=draft, product=bearing, quantity=dec(3))
    orders.change_draft(contract=contract, draft=draft, name="по понедельникам", is_standing=True)

    key = [orders.merge_drafts(contract=contract, draft=draft, target=other, at=at) for _ in range(2)][-1]
    assert (picked(contract, draft), picked(contract, other)) == ({bearing: 3}, {bearing: 6})
    orders.unmerge_drafts(contract=contract, draft=draft, target=other, key=key)

    assert (picked(contract, draft), picked(contract, other)) == ({bearing: 3}, {bearing: 3})
    assert len(queries.drafts(contract=contract, actor=alice)) == 2


def test_two_thousand_lines_are_poured_by_as_many_statements_as_one(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    products = [firm.product(f"A{number}") for number in range(40)]

    def poured(count: int) -> int:
        draft, other = (orders.open_draft(contract=contract, name="x", actor=alice, at=at) for _ in range(2))
        paste(contract, draft, "\n".join(f"A{number}\t1\nнет {number}\t1" for number in range(count)), alice, at)
        with counted() as sent:
            key = orders.merge_drafts(contract=contract, draft=draft, target=other, at=at)
            orders.unmerge_drafts(contract=contract, draft=draft, target=other, key=key)
        assert len(picked(contract, draft)) == count
        return len(sent)

    assert poured(1) == poured(len(products))


def test_a_draft_does_not_pour_into_itself_or_into_a_strangers(
    firm: Firm, contract: int, draft: int, at: datetime
) -> None:
    stranger = firm.person("stranger")
    strange = firm.client("Чужой", "7700000016", stranger)
    his = orders.open_draft(contract=strange, name="его", actor=stranger, at=at)

    for target, code in ((draft, "orders.draft_into_itself"), (his, "orders.draft_unknown")):
        with pytest.raises(Refusal) as refused:
            orders.merge_drafts(contract=contract, draft=draft, target=target, at=at)
        assert codes(refused) == [code]


def paste(contract: int, draft: int, text: str, actor: int, at: datetime) -> None:
    """Rows as they are copied out of Excel."""
    own: dict[str, Any] = {"contract": contract, "draft": draft}
    [layout] = orders.layouts_of(**own, sheets=[orders.Unread("", cells_of(text))])
    orders.paste(**own, tables=[Table(cells_of(text), layout)], key=f"block of {draft}", actor=actor, at=at)


def test_lines_do_not_move_into_a_draft_of_another_contract(
    firm: Firm, contract: int, draft: int, alice: int, at: datetime
) -> None:
    stranger = firm.person("stranger")
    strange = firm.client("Чужой", "7700000016", stranger)
    target = orders.open_draft(contract=strange, name="его", actor=stranger, at=at)

    with pytest.raises(Refusal) as refused:
        orders.move_lines(contract=contract, draft=draft, target=target, products=[], actor=alice, at=at)

    assert codes(refused) == ["orders.draft_unknown"]


def test_what_was_ordered_twice_is_usual_in_its_middle_quantity(
    firm: Firm, contract: int, alice: int, at: datetime
) -> None:
    bearing, seal = firm.product("6204", price=1, on_hand=100), firm.product("seal", price=1, on_hand=100)
    for number, quantity in enumerate((2, 9, 5)):
        lines = [OrderLine(bearing, dec(quantity))] + ([OrderLine(seal, dec(1))] if not number else [])
        orders.place(contract=contract, lines=lines, key=f"o{number}", actor=alice, at=at)

    assert queries.usual(contract=contract, since=at) == {bearing: 5}
    assert queries.usual(contract=contract, since=at + timedelta(days=1)) == {}

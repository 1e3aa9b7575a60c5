"""People keep views of sheets: their own, shared ones for their company or for the staff, none for a stranger."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from optom.base.refusal import Refusal
from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.domain.companies.models import Contract, Membership, SavedView
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.trade import Firm

STATE = {"address": "?state=held", "order": ["id"], "hidden": [], "widths": {"id": 90}, "frozen": 1}


@pytest.fixture
def mechanic(contract: int) -> int:
    """The company of Alice, who owns it, and of Bob."""
    return int(Contract.objects.get(pk=contract).company_id)


@pytest.fixture
def bob(firm: Firm, mechanic: int) -> int:
    """He buys for it."""
    bob = firm.person("bob-of-views")
    Membership.objects.create(company_id=mechanic, user_id=bob, role="buyer")
    return bob


def save(company: int | None, actor: int, at: datetime, name: str = "Мой", *, is_shared: bool = False) -> int:
    said = {"sheet": "orders", "name": name, "state": STATE, "is_shared": is_shared}
    return actions.save_view(**said, company=company, actor=actor, at=at)  # type: ignore[arg-type]


def names(company: int | None, actor: int) -> list[str]:
    return [view.name for view in companies.views(sheet="orders", company=company, actor=actor)]


def seen_by(person: int, role: str = BUYER) -> int:
    """Rows that the database shows him, whatever is asked."""
    with working_as(role, user=person), connection.cursor() as cursor:
        cursor.execute(
            "select (select count(*) from companies_savedview), (select count(*) from companies_defaultview)"
        )
        return sum(cursor.fetchone())


def code_of(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.code


def test_a_view_comes_back_as_it_was_kept(mechanic: int, alice: int, at: datetime) -> None:
    view = save(mechanic, alice, at)

    [row] = companies.views(sheet="orders", company=mechanic, actor=alice)
    assert (row.id, row.name, row.state, row.author, row.is_default) == (view, "Мой", STATE, alice, False)
    assert companies.views(sheet="papers", company=mechanic, actor=alice) == []


def test_a_colleague_sees_what_is_shared_and_a_stranger_nothing(
    mechanic: int, alice: int, bob: int, stranger: int, strange_contract: int, at: datetime
) -> None:
    save(mechanic, alice, at, "Её")
    save(mechanic, alice, at, "Общий", is_shared=True)
    theirs = int(Contract.objects.get(pk=strange_contract).company_id)

    assert names(mechanic, alice) == ["Её", "Общий"]
    assert names(mechanic, bob) == ["Общий"]
    assert names(theirs, stranger) == []
    assert (seen_by(alice), seen_by(bob), seen_by(stranger)) == (2, 1, 0), "with every filter in Python gone"


def test_the_staff_share_among_themselves_and_see_none_of_a_buyer(
    firm: Firm, mechanic: int, alice: int, at: datetime
) -> None:
    vera, oleg = firm.person("vera", "finance"), firm.person("oleg", "warehouse")
    save(mechanic, alice, at, "Покупателя", is_shared=True)
    with working_as(STAFF, user=vera):
        save(None, vera, at, "Общий", is_shared=True)
        save(None, vera, at, "Веры")

    assert names(None, oleg) == ["Общий"]
    assert (seen_by(vera, STAFF), seen_by(oleg, STAFF), seen_by(alice)) == (2, 1, 1)


def test_a_shared_view_is_changed_by_its_author_and_by_an_owner_who_does_not_take_it_back(
    firm: Firm, mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    carol = firm.person("carol")
    Membership.objects.create(company_id=mechanic, user_id=carol, role="buyer")
    with working_as(BUYER, user=bob):
        view = save(mechanic, bob, at, "Боба", is_shared=True)
    told = {"view": view, "company": mechanic, "at": at}

    for act in (actions.change_view, actions.remove_view):
        with working_as(BUYER, user=carol), pytest.raises(Refusal) as refused:
            act(**told, actor=carol)  # type: ignore[arg-type]
        assert (code_of(refused), refused.value.facts["author"]) == ("companies.view_not_yours", "bob-of-views")
    with working_as(BUYER, user=alice):
        actions.change_view(**told, actor=alice, name="Наш", state={**STATE, "address": ""})  # type: ignore[arg-type]
        with pytest.raises(Refusal):
            actions.change_view(**told, actor=alice, is_shared=False)  # type: ignore[arg-type]
    with working_as(BUYER, user=bob):
        assert names(mechanic, bob) == ["Наш"]
        actions.change_view(**told, actor=bob, is_shared=False)  # type: ignore[arg-type]
        assert names(mechanic, alice) == []
    with working_as(BUYER, user=alice), pytest.raises(Refusal) as refused:
        actions.remove_view(**told, actor=alice)  # type: ignore[arg-type]
    assert code_of(refused) == "companies.view_unknown", "what is his alone is not even known to the owner"


def test_of_the_staff_an_administrator_rules_over_shared_views(firm: Firm, at: datetime) -> None:
    vera, oleg, boss = firm.person("vera", "finance"), firm.person("oleg", "finance"), firm.person("b", "administrator")
    with working_as(STAFF, user=vera):
        view = save(None, vera, at, is_shared=True)

    with working_as(STAFF, user=oleg), pytest.raises(Refusal) as refused:
        actions.remove_view(view=view, company=None, actor=oleg, at=at)
    assert code_of(refused) == "companies.view_not_yours"
    with working_as(STAFF, user=boss):
        actions.remove_view(view=view, company=None, actor=boss, at=at)
    assert not SavedView.objects.exists()


def test_a_default_is_each_person_s_own_and_goes_with_its_view(
    mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    """Whoever removes a view sees no default of another: the database takes them along."""
    view = save(mechanic, alice, at, is_shared=True)
    told = {"sheet": "orders", "company": mechanic}
    with working_as(BUYER, user=bob):
        actions.open_by_default(**told, view=view, actor=bob)  # type: ignore[arg-type]
        actions.open_by_default(**told, view=view, actor=bob)  # type: ignore[arg-type]
        assert [row.is_default for row in companies.views(**told, actor=bob)] == [True]  # type: ignore[arg-type]
    assert [row.is_default for row in companies.views(**told, actor=alice)] == [False]  # type: ignore[arg-type]
    assert seen_by(alice) == 1, "the view, not Bob's default"

    with working_as(BUYER, user=alice):
        actions.remove_view(view=view, company=mechanic, actor=alice, at=at)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from companies_defaultview")
        assert cursor.fetchone() == (0,)


def test_a_sheet_may_open_as_it_was_declared_again(mechanic: int, alice: int, at: datetime) -> None:
    view = save(mechanic, alice, at)
    actions.open_by_default(sheet="orders", view=view, company=mechanic, actor=alice)
    actions.open_by_default(sheet="orders", view=None, company=mechanic, actor=alice)

    assert [row.is_default for row in companies.views(sheet="orders", company=mechanic, actor=alice)] == [False]
    with pytest.raises(Refusal) as refused:
        actions.open_by_default(sheet="papers", view=view, company=mechanic, actor=alice)
    assert code_of(refused) == "companies.view_unknown", "it is a view of another sheet"


def test_names_and_sizes_and_numbers_have_their_limits(mechanic: int, alice: int, bob: int, at: datetime) -> None:
    save(mechanic, alice, at, " Мой ")
    refusals = {
        "companies.view_name_taken": {"name": "Мой", "state": STATE},
        "input.required": {"name": "  ", "state": STATE},
        "input.too_long": {"name": "я" * 61, "state": STATE},
        "companies.view_too_large": {"name": "Большой", "state": {"address": "я" * 8001}},
    }
    for code, said in refusals.items():
        with pytest.raises(Refusal) as refused:
            actions.save_view(sheet="orders", **said, is_shared=False, company=mechanic, actor=alice, at=at)  # type: ignore[arg-type]
        assert code_of(refused) == code
    save(mechanic, bob, at, "Мой")  # his own may be called so as well
    for number in range(rules.MOST_VIEWS - 1):
        save(mechanic, alice, at, f"Вид {number}")
    with pytest.raises(Refusal) as refused:
        save(mechanic, alice, at, "Лишний")
    assert code_of(refused) == "companies.views_too_many"


@pytest.mark.parametrize(
    "attempt",
    [
        "update companies_savedview set name = 'x'",
        "update companies_savedview set author_id = {bob}",
        "delete from companies_savedview",
        """insert into companies_savedview (author_id, company_id, sheet, name, state, is_shared, changed_at)
        values ({alice}, {company}, 'orders', 'x', '{{}}', true, now())""",
        """insert into companies_defaultview (person_id, company_id, sheet, view_id)
        select {alice}, {company}, 'orders', min(id) from companies_savedview""",
    ],
)
def test_the_database_itself_lets_nobody_touch_another_s_view(
    mechanic: int, alice: int, bob: int, at: datetime, attempt: str
) -> None:
    save(mechanic, alice, at, "Её")
    save(mechanic, alice, at, "Общий", is_shared=True)
    with working_as(BUYER, user=bob):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(attempt.format(alice=alice, bob=bob, company=mechanic))
                touched = cursor.rowcount
        except DatabaseError as error:
            assert "permission denied" in str(error) or "row-level security" in str(error)
            touched = 0
    assert touched == 0

"""An administrator gives rights one by one; roles are sets of them, and the database knows them too."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import actions as companies
from optom.domain.companies import queries, rules
from optom.domain.companies.models import Contract, CostCentre, Membership
from optom.domain.companies.rules import Seat
from optom.domain.journal import queries as journal
from optom.interfaces.kit.identity import BUYER, working_as
from tests.trade import Firm, dec


@pytest.fixture
def mechanic(contract: int) -> int:
    """Alice administers it."""
    return int(Contract.objects.get(pk=contract).company_id)


@pytest.fixture
def bob(firm: Firm, mechanic: int) -> int:
    """He buys beside her."""
    person = firm.person("bob")
    Membership.objects.create(company_id=mechanic, user_id=person, role="buyer")
    return person


def seat(company: int, user: int, actor: int, at: datetime, *rights: str, **bounds: object) -> None:
    wanted = Seat(rights=frozenset(rights), **bounds)  # type: ignore[arg-type]  # a table of the test
    with working_as(BUYER, user=actor):
        companies.seat(company=company, user=user, seat=wanted, actor=actor, at=at)


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.code for reason in reasons_of(refused.value)]


def asked(text: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return list(cursor.fetchall())


@pytest.mark.parametrize("role", rules.ROLES)
def test_a_preset_is_the_same_in_the_program_and_in_the_database(db: None, role: str) -> None:
    [(rights,)] = asked(f"select companies_rights('{role}', null)")

    assert frozenset(rights) == rules.PRESETS[role]


def test_rights_are_given_one_by_one_and_who_orders_also_looks_and_picks(
    contract: int, mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    seat(mechanic, bob, alice, at, "order", "papers")

    standing = queries.standing(contract, bob, at)
    assert (standing.role, standing.rights) == ("own", {"look", "draft", "order", "papers"})
    assert [act for act in ("order", "ship", "papers", "money", "people") if not standing.objections(act)] == [
        "order",
        "papers",
    ]
    entry = journal.entries(subject=f"companies.company:{mechanic}")[0]
    assert (entry.act, entry.facts["user"]) == ("companies.seat", bob)
    assert entry.facts["rights"][1] == ["draft", "look", "order", "papers"]


def test_the_rights_of_a_preset_are_that_preset(mechanic: int, alice: int, bob: int, at: datetime) -> None:
    seat(mechanic, bob, alice, at, "money", "papers")

    assert Membership.objects.get(user_id=bob).role == "accountant"


def test_all_that_is_wrong_with_it_is_told_at_once(mechanic: int, alice: int, bob: int, at: datetime) -> None:
    with pytest.raises(Refusal) as refused:
        seat(mechanic, bob, alice, at, "fly", order_limit=dec(-1), approver=bob, centres=(7,))

    assert codes(refused) == [
        "companies.right_unknown",
        "companies.limit_wrong",
        "companies.approver_may_not",
        "companies.centre_unknown",
    ]


def test_the_last_who_administers_can_not_give_it_up(mechanic: int, alice: int, bob: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="last_administrator"):
        seat(mechanic, alice, alice, at, "order")

    seat(mechanic, bob, alice, at, "administer")
    seat(mechanic, alice, alice, at, "order")
    assert Membership.objects.get(user_id=alice).role == "own"


def test_who_does_not_administer_gives_nobody_anything(mechanic: int, alice: int, bob: int, at: datetime) -> None:
    with pytest.raises(Refusal, match="may_not"):
        seat(mechanic, bob, bob, at, "administer")
    with working_as(BUYER, user=bob):
        assert asked("update companies_membership set rights = null returning id") == []
        assert asked("update companies_company set approval_over = null returning id") == []
    with working_as(BUYER, user=bob), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        CostCentre.objects.create(company_id=mechanic, code="A", name="A")


def test_a_right_that_there_is_not_can_not_be_written(bob: int) -> None:
    with pytest.raises(IntegrityError, match="companies_membership_rights"), transaction.atomic():
        Membership.objects.filter(user_id=bob).update(role="own", rights=["look", "fly"])


def test_papers_and_what_was_paid_are_shown_by_the_database_only_with_the_right(
    firm: Firm, contract: int, mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    from optom.domain.billing import actions as billing  # noqa: PLC0415 -- after the fixtures
    from optom.domain.companies.models import BankAccount  # noqa: PLC0415
    from optom.domain.credit import actions as credit  # noqa: PLC0415

    bank = {"account": "40702810900000000005", "bic": "044525225", "bank": "Банк"}
    BankAccount.objects.create(seller_id=firm.seller, correspondent="30101810400000000225", **bank)
    billing.issue_invoice(contract=contract, amount=dec(100), key="i", actor=alice, at=at)
    paid: dict[str, Any] = {"key": "p", "number": "1", "on": at.date(), "purpose": "", "actor": None, "at": at}
    credit.register_payment(contract=contract, amount=dec(50), **paid)
    tables = ("documents_paper", "billing_invoice", "credit_entry", "credit_payment", "journal_entry")

    def seen(person: int) -> list[str]:
        with working_as(BUYER, user=person):
            return [table for table in tables if asked(f"select 1 from {table}")]  # noqa: S608 -- they stand above

    assert seen(alice) == list(tables)
    assert seen(bob) == list(tables[:4]), "the journal is the administrator's"
    seat(mechanic, bob, alice, at, "order", "ship")
    assert seen(bob) == []
    seat(mechanic, bob, alice, at, "money")
    assert seen(bob) == ["credit_entry", "credit_payment"]


def test_who_may_not_see_money_is_held_to_what_is_overdue_all_the_same(
    firm: Firm, contract: int, mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    from datetime import timedelta  # noqa: PLC0415

    from optom.domain.credit import actions as credit  # noqa: PLC0415
    from optom.domain.credit import queries as settlements  # noqa: PLC0415

    month_ago = at - timedelta(days=20)
    owed: dict[str, Any] = {"on": month_ago.date(), "actor": None, "at": month_ago}
    credit.open_balance(contract=contract, amount=dec(500), **owed)
    seat(mechanic, bob, alice, at, "ship")

    with working_as(BUYER, user=bob):
        assert settlements.headroom(contract, at).overdue == 500


def test_names_of_the_journal_outlive_memberships(
    firm: Firm, mechanic: int, alice: int, bob: int, at: datetime
) -> None:
    with working_as(BUYER, user=bob):
        companies.add_address(company=mechanic, name="", address="Тверь", actor=bob, at=at)
    with working_as(BUYER, user=alice):
        companies.remove_person(company=mechanic, user=bob, actor=alice, at=at)
        told = companies_deeds(mechanic)

    assert ("companies.add_address", "bob") in told
    worker = firm.person("worker", "manager")
    companies.set_approval(company=mechanic, over=dec(5), actor=worker, at=at)
    with working_as(BUYER, user=alice):
        assert ("companies.set_approval", "") in companies_deeds(mechanic), "the supplier's people are not named"


def companies_deeds(company: int) -> list[tuple[str, str | None]]:
    return [(row.act, row.person) for row in queries.deeds(company=company, with_money=True, with_papers=True).all()]


def test_a_stranger_reads_no_journal_and_no_centres(
    mechanic: int, alice: int, stranger: int, strange_contract: int, at: datetime
) -> None:
    companies.add_cost_centre(company=mechanic, code="A", name="Цех", budget=None, actor=alice, at=at)
    with working_as(BUYER, user=stranger):
        assert companies_deeds(mechanic) == []
        assert queries.cost_centres(mechanic) == []
        for act in (
            lambda: companies.set_approval(company=mechanic, over=None, actor=stranger, at=at),
            lambda: companies.add_cost_centre(company=mechanic, code="B", name="Б", budget=None, actor=stranger, at=at),
        ):
            with pytest.raises(Refusal, match="may_not"):
                act()


def test_a_cost_centre_is_added_changed_and_closed(mechanic: int, alice: int, at: datetime) -> None:
    said: dict[str, Any] = {"company": mechanic, "actor": alice, "at": at}
    with working_as(BUYER, user=alice):
        centre = companies.add_cost_centre(code=" 10 ", name="Цех  один", budget=dec(1000), **said)
        with pytest.raises(Refusal, match="centre_exists"):
            companies.add_cost_centre(code="10", name="Другой", budget=None, **said)
        with pytest.raises(Refusal) as refused:
            companies.add_cost_centre(code="", name=" ", budget=dec(-1), **said)
        assert codes(refused) == ["input.required", "input.required", "companies.limit_wrong"]
        companies.change_cost_centre(centre=centre, code="10", name="Цех 1", budget=None, **said)
        companies.close_cost_centre(centre=centre, **said)

    [row] = queries.cost_centres(mechanic)
    assert (row.code, row.name, row.budget, row.is_closed) == ("10", "Цех 1", None, True)

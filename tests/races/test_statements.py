"""A statement that is loaded twice at the same moment, money for which two hands reach: it counts once."""

import pytest

from optom.base.sql import statements
from optom.domain.bank import actions, matching
from optom.domain.bank import queries as bank
from optom.domain.bank.models import Assignment
from optom.domain.credit import queries as settlements
from optom.domain.credit.models import Payment
from tests.books import all_books
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import document, statement
from tests.races.guards import without_constraint
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
FILE = statement(document(1, 300), document(2, 200))
SAME_DAY = FILE + b"\r\n"  # as the bank gives it out the second time


@pytest.fixture
def bank_desk(delivery: Delivery) -> BankDesk:
    desk = BankDesk(delivery.firm, delivery.firm.person("cashier", "finance"), delivery.at)
    desk.open_accounts()
    return desk


def load(bank_desk: BankDesk, content: bytes = FILE) -> tuple[int, int]:
    outcome = bank_desk.load(content)
    actions.allocate_all(at=bank_desk.at)
    return outcome.taken, outcome.known


def test_without_the_guard_money_that_two_files_tell_of_counts_twice(
    bank_desk: BankDesk, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = statements("optom.domain.bank")
    guard = "on conflict on constraint bank_document_once do nothing"
    unguarded = room.text("take").replace(guard, "")
    assert unguarded != room.text("take")

    with without_constraint("bank_document", "bank_document_once"):
        monkeypatch.setitem(room._texts, "take", unguarded)
        together(lambda: load(bank_desk), lambda: load(bank_desk, SAME_DAY))
        actions.allocate_all(at=bank_desk.at)

    assert settlements.headroom(delivery.contract, delivery.at).debt == dec(-1000), "the harm: 500 came"


def test_money_that_two_files_tell_of_at_once_counts_once(bank_desk: BankDesk, delivery: Delivery) -> None:
    answers = together(lambda: load(bank_desk), lambda: load(bank_desk, SAME_DAY))
    actions.allocate_all(at=bank_desk.at)

    assert refusals(answers) == []
    assert sorted(answers) == [(0, 2), (2, 0)]
    assert settlements.headroom(delivery.contract, delivery.at).debt == dec(-500)
    assert all_books() == []


def test_a_file_that_is_loaded_twice_at_once_counts_once(bank_desk: BankDesk, delivery: Delivery) -> None:
    answers = together(*[lambda: load(bank_desk)] * 2)
    actions.allocate_all(at=bank_desk.at)

    assert refusals(answers) == []
    assert sorted(answers) == [(0, 2), (2, 0)]
    assert settlements.headroom(delivery.contract, delivery.at).debt == dec(-500)
    assert all_books() == []


def test_files_that_overlap_in_another_order_do_not_stop_each_other(bank_desk: BankDesk) -> None:
    forth = statement(*(document(number) for number in range(1, 40)))
    back = statement(*(document(number) for number in range(40, 0, -1)))

    answers = together(lambda: bank_desk.load(forth), lambda: bank_desk.load(back))

    assert refusals(answers) == []
    assert sum(outcome.taken for outcome in answers) == 40


def test_two_who_allocate_at_once_give_money_once(
    bank_desk: BankDesk, delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank_desk.load(FILE)
    monkeypatch.setattr(matching, "known_of", met_after(matching.known_of))

    answers = together(*[lambda: actions.allocate(at=bank_desk.at)] * 2)

    assert refusals(answers) == []
    assert Payment.objects.count() == 2
    assert all_books() == []


def test_the_program_and_a_person_who_reach_for_the_same_money_give_it_once(
    bank_desk: BankDesk, delivery: Delivery, bob: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank_desk.load(FILE)
    first = min(row.id for row in bank.documents().all())
    monkeypatch.setattr(matching, "known_of", met_after(matching.known_of))

    answers = together(
        lambda: actions.allocate(at=bank_desk.at),
        lambda: actions.assign(contracts={first: bob.contract}, actor=None, at=bank_desk.at),
    )

    assert refusals(answers) in ([], ["bank.not_waiting"])
    assert Assignment.objects.filter(document_id=first).count() == 1
    assert all_books() == []


def test_two_who_take_money_back_do_it_once(bank_desk: BankDesk, delivery: Delivery) -> None:
    load(bank_desk)
    first = min(row.id for row in bank.documents().all())

    answers = together(*[lambda: bank_desk.undo(first)] * 2)

    assert refusals(answers) in (["bank.not_given"], ["credit.payment_reversed"])
    assert all_books() == []

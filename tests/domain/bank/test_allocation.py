"""Money of a statement finds its contract by itself where it can be known, else it waits with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.domain.bank.models import Assignment, Document, KnownPayer, StatementFile, Undoing, Unread, Waiting
from optom.domain.companies.models import BankAccount, Company, Contract
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.credit.models import Payment, Reversal
from optom.interfaces.kit.identity import BUYER, STAFF, working_as
from tests.books import all_books
from tests.domain.credit.settlements import Settlements
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import OURS, STRANGER, document, statement
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
STRANGERS_INN, NOBODYS_INN = "7700000016", "7700000030"


@pytest.fixture
def second(firm: Firm, contract: int) -> int:
    """Mechanic's other contract, in which he buys too."""
    return firm.contract(Contract.objects.get(pk=contract).company_id, "119-А")


def fates(bank_desk: BankDesk) -> list[tuple[str, int | None, str | None]]:
    return [(row.number, row.contract, row.basis) for row in bank_desk.documents]


def test_an_invoice_of_the_purpose_tells_the_contract(bank_desk: BankDesk, contract: int, second: int) -> None:
    invoice, number = bank_desk.invoice(second, 500)

    bank_desk.receive(document(1, "499.00", purpose=f"Оплата по сч. № {number} от 23.11.2026, НДС 22%"))

    assert fates(bank_desk) == [("1", second, "invoice")]
    [assignment] = Assignment.objects.all()
    assert (assignment.invoices, assignment.payment.amount, assignment.payment.number) == ([invoice], dec(499), "1")
    assert all_books() == []


@pytest.mark.parametrize(
    "written",
    ["сч. {}", "счёту №{}", "СЧЕТУ НА ОПЛАТУ N {} ОТ 23.11.26Г", "счета УТ-000{} от 23 ноября 2026 г.", "Invoice {}"],
)  # fmt: skip
def test_invoices_are_named_in_many_ways(bank_desk: BankDesk, second: int, written: str) -> None:
    _, number = bank_desk.invoice(second, 500)

    bank_desk.receive(document(1, purpose="Оплата по " + written.format(number)))

    assert fates(bank_desk) == [("1", second, "invoice")]


def test_several_invoices_of_one_contract_are_paid_together(bank_desk: BankDesk, second: int) -> None:
    (first, one), (other, two) = bank_desk.invoice(second, 500), bank_desk.invoice(second, 300)

    bank_desk.receive(document(1, purpose=f"Оплата счетов {one} и {two}"))

    assert Assignment.objects.get().invoices == [first, other]


def test_an_invoice_of_another_day_is_not_meant(bank_desk: BankDesk, contract: int, second: int) -> None:
    _, number = bank_desk.invoice(second, 500)

    bank_desk.receive(document(1, purpose=f"счет {number} от 23.11.2025"))

    assert bank_desk.waiting == [("1", "several_contracts", contract)]


def test_an_exact_sum_of_an_invoice_that_is_not_paid_tells_the_contract(
    bank_desk: BankDesk, contract: int, second: int
) -> None:
    bank_desk.invoice(second, "777.77")

    bank_desk.receive(document(1, "777.77"), document(2, "777.77"))

    assert fates(bank_desk) == [("1", second, "sum"), ("2", None, None)]
    assert bank_desk.waiting == [("2", "several_contracts", contract)], "the invoice is paid by now"


def test_a_contract_of_the_purpose_tells_itself(bank_desk: BankDesk, contract: int, second: int) -> None:
    bank_desk.receive(
        document(1, purpose="Оплата по договору № 119-А от 14.02.2025"), document(2, purpose="по дог. 118 за товар")
    )

    assert fates(bank_desk) == [("1", second, "contract"), ("2", contract, "contract")]


def test_what_the_payer_has_directed_beforehand_tells_the_contract_and_the_debts(
    bank_desk: BankDesk, contract: int, second: int
) -> None:
    ledger = Settlements(second, bank_desk.at)
    ledger.dispatch(700, due_in=1, title="older")
    newer = ledger.dispatch(700, due_in=5, title="newer")
    own: dict[str, Any] = {"contract": second, "key": "k", "actor": None, "at": bank_desk.at}
    credit.direct_next(number="15", parts={newer: dec(600)}, **own)

    bank_desk.receive(document("0015", "1000.00"), document("0015", "50.00"))

    assert fates(bank_desk) == [("0015", second, "direction"), ("0015", second, "direction")]
    assert ledger.open == [("older", dec(250)), ("newer", dec(100))]
    assert all_books() == []


def test_a_direction_that_stood_when_the_money_came_to_the_bank_holds_however_late_its_statement_is_entered(
    bank_desk: BankDesk, contract: int
) -> None:
    ledger = Settlements(contract, bank_desk.at)
    ledger.dispatch(700, due_in=1, title="older")
    newer = ledger.dispatch(700, due_in=5, title="newer")
    for number in (15, 16):
        own: dict[str, Any] = {"contract": contract, "key": str(number), "actor": None, "at": bank_desk.at}
        credit.direct_next(number=str(number), parts={newer: dec(100)}, **own)
    last = bank_desk.at.date() + timedelta(days=30)
    bank_desk.at += timedelta(days=40)
    assert settlements.directions(contract, bank_desk.at.date()) == [], "nobody waits for them any more"
    books = credit.books_of_contract(contract)
    credit.close_period(books=books, until=last + timedelta(days=5), actor=None, at=bank_desk.at)

    days = [f"{day:%d.%m.%Y}" for day in (last, last + timedelta(days=1))]
    came = [
        document(number, "100.00", on=day, came=f"ДатаПоступило={day}")
        for number, day in zip((15, 16), days, strict=True)
    ]
    for late in bank_desk.receive(*came):
        bank_desk.assign(late.id, contract, remember=False)

    assert {one.on for one in Payment.objects.all()} == {last + timedelta(days=6)}
    assert ledger.open == [("older", dec(600)), ("newer", dec(600))], "the last day holds, the day after does not"
    assert all_books() == []


def test_money_of_a_closed_day_waits_for_a_person_and_counts_as_of_the_first_open_one(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    today = bank_desk.at.date()
    bank_desk.at += timedelta(days=3)
    credit.close_period(books=credit.books_of_contract(contract), until=today, actor=None, at=bank_desk.at)

    [late, other] = bank_desk.receive(document(1), document(2, inn=STRANGERS_INN, payer=STRANGER))
    assert bank_desk.waiting == [("1", "period_closed", contract)]
    assert other.contract == strange_contract, "nobody waits for his neighbour"
    bank_desk.assign(late.id, contract, remember=False)

    [payment] = Payment.objects.filter(contract_id=contract)
    assert (payment.on, payment.amount) == (today + timedelta(days=1), dec(1000))
    assert all_books() == []


def test_a_payer_with_one_contract_pays_the_oldest_first(bank_desk: BankDesk, contract: int) -> None:
    ledger = Settlements(contract, bank_desk.at)
    ledger.dispatch(700, due_in=1, title="older")
    ledger.dispatch(700, due_in=5, title="newer")

    bank_desk.receive(document(1, "1000.00"))

    assert fates(bank_desk) == [("1", contract, "payer")]
    assert ledger.open == [("newer", dec(400))]


def test_what_is_paid_too_much_is_an_advance_that_the_next_goods_take(bank_desk: BankDesk, contract: int) -> None:
    ledger = Settlements(contract, bank_desk.at)
    ledger.dispatch(700, title="owed")

    bank_desk.receive(document(1, "1000.00"))
    assert ledger.open == [("1", dec(-300))]
    ledger.dispatch(500, title="next")

    assert ledger.open == [("next", dec(200))]
    assert all_books() == []


def test_a_closed_contract_steps_back_behind_an_open_one(bank_desk: BankDesk, contract: int, second: int) -> None:
    Contract.objects.filter(pk=contract).update(is_active=False)

    bank_desk.receive(document(1))

    assert fates(bank_desk) == [("1", second, "payer")]


def test_money_of_an_unknown_payer_waits_and_his_account_is_remembered(
    bank_desk: BankDesk, contract: int, second: int
) -> None:
    from_director = {"payer": STRANGER, "inn": NOBODYS_INN}
    bank_desk.receive(document(1, **from_director), document(2, **from_director))
    assert bank_desk.waiting == [("1", "payer_unknown", None), ("2", "payer_unknown", None)]

    bank_desk.assign(bank_desk.documents[0].id, second)
    bank_desk.receive(document(3, **from_director))

    assert fates(bank_desk) == [("1", second, "hand"), ("2", second, "payer"), ("3", second, "payer")]
    assert all_books() == []


def test_an_account_by_which_a_bank_passes_on_the_money_of_many_is_nobodys(bank_desk: BankDesk, contract: int) -> None:
    from_bank = {"payer": "30233810000000000041", "inn": NOBODYS_INN}
    bank_desk.receive(document(1, **from_bank))

    bank_desk.assign(bank_desk.documents[0].id, contract)
    bank_desk.receive(document(2, **from_bank))

    assert bank_desk.waiting == [("2", "payer_unknown", None)]


def test_the_name_of_a_payer_says_nothing(bank_desk: BankDesk, contract: int) -> None:
    bank_desk.receive(document(1, inn=NOBODYS_INN))  # calls himself Mechanic

    assert bank_desk.waiting == [("1", "payer_unknown", None)]


def test_an_invoice_of_somebody_else_is_offered_not_taken(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    _, number = bank_desk.invoice(contract, 500)

    bank_desk.receive(
        document(1, "500.00", inn=NOBODYS_INN, payer=STRANGER, purpose=f"за ООО Механик по счету {number}")
    )

    assert bank_desk.waiting == [("1", "invoice_of_another", contract)]


def test_an_account_that_is_known_as_anothers_makes_doubtful(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    strange = Contract.objects.get(pk=strange_contract).company_id
    BankAccount.objects.create(company_id=strange, account=STRANGER, bic="", bank="", correspondent="")

    bank_desk.receive(document(1, payer=STRANGER))

    assert bank_desk.waiting == [("1", "account_of_another", contract)]


def test_who_has_no_inn_is_known_by_his_account_in_the_register(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    abroad = Contract.objects.get(pk=contract).company_id
    Company.objects.filter(pk=abroad).update(kind="foreign", inn="", ogrn="6204001")
    BankAccount.objects.create(company_id=abroad, account="MN120005", bic="STPPMNUB", bank="Steppe Bank")

    bank_desk.receive(document(1, payer="MN120005", inn=""), document(2, payer="MN120006", inn=""))

    assert fates(bank_desk) == [("1", contract, "payer"), ("2", None, None)]
    assert bank_desk.waiting == [("2", "payer_unknown", None)]


def test_money_in_another_currency_waits(bank_desk: BankDesk, contract: int) -> None:
    Contract.objects.filter(pk=contract).update(currency="USD")

    bank_desk.receive(document(1))

    assert bank_desk.waiting == [("1", "currency_differs", contract)]
    with pytest.raises(Refusal, match=r"bank\.currency_differs"):
        bank_desk.assign(bank_desk.documents[0].id, contract)


def test_a_payment_registered_by_hand_is_not_registered_again(bank_desk: BankDesk, contract: int) -> None:
    by_hand = credit.register_payment(
        contract=contract, key="typed", number="1", on=bank_desk.at.date(), amount=dec(1000), purpose="", actor=None,
        at=bank_desk.at,
    )  # fmt: skip

    bank_desk.receive(document(1), document(2))

    assert next(row.payment for row in bank_desk.documents) == by_hand
    assert settlements.headroom(contract, bank_desk.at).debt == dec(-2000)
    assert all_books() == []


def test_what_was_given_is_taken_back_and_given_to_another(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    [found] = bank_desk.receive(document(1))

    bank_desk.undo(found.id)
    assert bank_desk.waiting == [("1", "undone", None)]
    actions.retry(actor=bank_desk.cashier)
    assert actions.allocate_all(at=bank_desk.at) == 0, "by itself it would find the same contract"
    bank_desk.assign(found.id, strange_contract, remember=False)

    debts = [settlements.headroom(one, bank_desk.at).debt for one in (contract, strange_contract)]
    assert debts == [dec(0), dec(-1000)]
    assert sorted(Payment.objects.values_list("key", flat=True)) == [f"bank:{found.id}:1", f"bank:{found.id}:2"]
    assert all_books() == []
    with pytest.raises(Refusal, match=r"credit\.reason_missing"):
        bank_desk.undo(found.id, reason="")


def test_what_is_given_is_given_once(bank_desk: BankDesk, contract: int) -> None:
    [found] = bank_desk.receive(document(1))

    with pytest.raises(Refusal, match=r"bank\.not_waiting"):
        bank_desk.assign(found.id, contract)
    bank_desk.undo(found.id)
    with pytest.raises(Refusal, match=r"bank\.not_given"):
        bank_desk.undo(found.id)


def test_money_that_is_no_clients_is_put_aside_with_a_note(bank_desk: BankDesk, contract: int) -> None:
    [found] = bank_desk.receive(document(1, inn=NOBODYS_INN))
    with pytest.raises(Refusal, match=r"bank\.note_missing"):
        actions.put_aside(documents=[found.id], note=" ", actor=bank_desk.cashier, at=bank_desk.at)

    actions.put_aside(documents=[found.id], note="Возврат налога", actor=bank_desk.cashier, at=bank_desk.at)

    assert bank.waiting() == 0
    assert [(row.state, row.note) for row in bank_desk.documents] == [("aside", "Возврат налога")]
    actions.put_back(documents=[found.id], actor=bank_desk.cashier, at=bank_desk.at)
    assert bank.waiting() == 1


def test_a_company_that_is_registered_later_gets_its_money(bank_desk: BankDesk, firm: Firm) -> None:
    bank_desk.receive(document(1, inn=STRANGERS_INN))
    late = firm.client("Поздний", STRANGERS_INN)

    actions.retry(actor=bank_desk.cashier)
    actions.allocate_all(at=bank_desk.at)

    assert fates(bank_desk) == [("1", late, "payer")]


def test_money_is_not_given_to_a_contract_of_another_entity(bank_desk: BankDesk, contract: int, firm: Firm) -> None:
    from optom.domain.companies.models import Seller  # noqa: PLC0415

    other = Seller.objects.create(name="Другой", inn="7700000047", kpp="770001001")
    Contract.objects.filter(pk=contract).update(seller=other)
    [found] = bank_desk.receive(document(1))

    assert bank_desk.waiting == [("1", "no_contract_here", None)]
    with pytest.raises(Refusal, match=r"bank\.other_seller"):
        bank_desk.assign(found.id, contract)


@pytest.mark.parametrize("act", ["assign", "undo"])
def test_only_finance_gives_money(bank_desk: BankDesk, firm: Firm, contract: int, act: str) -> None:
    [found] = bank_desk.receive(document(1))
    bank_desk.cashier = firm.person("picker", "warehouse")

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        bank_desk.assign(found.id, contract) if act == "assign" else bank_desk.undo(found.id)


def test_the_number_of_statements_does_not_grow_with_documents(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    def some(numbers: range) -> list[str]:
        inns = ("7700000009", STRANGERS_INN, NOBODYS_INN)
        return [document(number, inn=inns[number % 3], payer=STRANGER) for number in numbers]

    bank_desk.load(statement(*some(range(3))))
    with counted() as few:
        actions.allocate(at=bank_desk.at)
    bank_desk.load(statement(*some(range(3, 300))))
    with counted() as many:
        actions.allocate(at=bank_desk.at)

    assert len(few) == len(many) <= 15
    assert bank.waiting() == 100
    assert all_books() == []


def test_outgoing_money_is_kept_and_given_to_nobody(bank_desk: BankDesk, contract: int) -> None:
    bank_desk.receive(document(1, payer=OURS, payee=STRANGER, came="ДатаСписано=23.11.2026"))

    assert [row.state for row in bank_desk.documents] == ["out"]
    assert bank_desk.waiting == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(4)), again=st.integers(0, 3))
def test_any_order_of_files_and_repetitions_gives_the_same_ledger(
    bank_desk: BankDesk, contract: int, strange_contract: int, order: list[int], again: int
) -> None:
    files = [
        statement(document(1, 100), document(2, 200, inn=STRANGERS_INN, payer=STRANGER)),
        statement(document(2, 200, inn=STRANGERS_INN, payer=STRANGER), document(3, 300)),
        statement(document(3, 300), document(4, 400, inn=NOBODYS_INN)),
        statement(document(1, 100), document(5, 500)),
    ]
    with transaction.atomic():
        for number in [*order, again]:
            bank_desk.load(files[number])
            actions.allocate_all(at=bank_desk.at)

        debts = [settlements.headroom(one, bank_desk.at).debt for one in (contract, strange_contract)]
        assert debts == [dec(-900), dec(-200)]
        assert bank_desk.waiting == [("4", "payer_unknown", None)]
        assert all_books() == []
        transaction.set_rollback(True)


def test_the_finance_desk_does_all_of_it_with_its_own_rights(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    with working_as(STAFF, user=bank_desk.cashier):
        bank_desk.receive(document(1), document(2, inn=NOBODYS_INN, payer=STRANGER), document(3, "x"))
        bank_desk.assign(bank_desk.documents[1].id, strange_contract)
        bank_desk.undo(bank_desk.documents[0].id)

    assert bank_desk.waiting == [("1", "undone", None)]
    assert all_books() == []


@pytest.mark.parametrize("table", [StatementFile, Document, Unread, Waiting, Assignment, Undoing, KnownPayer])
def test_no_buyer_sees_what_banks_say(bank_desk: BankDesk, alice: int, contract: int, table: type[Model]) -> None:
    bank_desk.receive(document(1))

    with working_as(BUYER, user=alice), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        table._default_manager.count()


def test_a_buyer_sees_that_his_payment_was_taken_back(
    bank_desk: BankDesk, contract: int, alice: int, stranger: int, strange_contract: int
) -> None:
    [found] = bank_desk.receive(document(1))
    bank_desk.undo(found.id)

    with working_as(BUYER, user=alice):
        assert [row.kind for row in settlements.ledger(contract=contract).all()] == ["reversal", "payment"]
        assert Reversal.objects.count() == 1
    with working_as(BUYER, user=stranger):
        assert Reversal.objects.count() == 0


def test_acts_on_many_documents_are_all_or_none_and_take_as_many_statements_as_on_one(
    bank_desk: BankDesk, contract: int, strange_contract: int
) -> None:
    def unknown(number: int) -> str:
        return document(number, inn=NOBODYS_INN, payer=f"4070281000000005{number:04}")

    ids = [row.id for row in bank_desk.receive(*[unknown(number) for number in range(1, 8)])]
    desk: Any = {"actor": bank_desk.cashier, "at": bank_desk.at}
    with pytest.raises(Refusal, match=r"bank\.not_waiting"):
        actions.assign(contracts={ids[0]: contract, max(ids) + 1: contract}, **desk)
    assert Payment.objects.count() == 0

    with counted() as few:
        actions.assign(contracts={ids[0]: contract}, remember=ids[:1], **desk)
    with counted() as many:
        actions.assign(
            contracts=dict.fromkeys(ids[1:4], contract) | {ids[4]: strange_contract}, remember=ids[1:5], **desk
        )
    assert len(many) == len(few)
    assert KnownPayer.objects.count() == 5

    with counted() as few:
        actions.undo(documents=ids[:1], reason="wrong", **desk)
    with counted() as many:
        actions.undo(documents=ids[1:5], reason="wrong", **desk)
    assert len(many) <= len(few), "money of the first one lay idle: it looked for what is owed"
    with pytest.raises(Refusal, match=r"bank\.not_given"):
        actions.undo(documents=ids[4:6], reason="wrong", **desk)

    actions.put_aside(documents=ids, note="a loan", **desk)
    with pytest.raises(Refusal, match=r"bank\.not_waiting"):
        actions.put_aside(documents=ids[:2], note="a loan", **desk)
    actions.put_back(documents=ids, **desk)
    assert all_books() == []


def test_money_of_several_currencies_is_not_added_up(bank_desk: BankDesk, contract: int) -> None:
    yuan = "40702156000000000001"
    bank_desk.open_accounts(yuan)
    bank_desk.load(statement(document(1, "1000.00"), document(2, "70.00", payee=yuan), accounts=(OURS, yuan)))

    [file] = bank.files().all()
    assert (file.came, file.currency) == (None, "CNY, RUB")
    assert bank.documents().part(Asked()).sums == {"amount": None}
    assert bank.queue().part(Asked()).sums == {"amount": None}
    assert bank.queue().only(currency="CNY").part(Asked()).sums == {"amount": dec(70)}

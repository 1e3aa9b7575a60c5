"""Statements are loaded: once each document, and nothing is lost."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.bank.models import Document, StatementFile, Unread, Waiting
from optom.domain.journal.models import Entry
from optom.interfaces.kit import statements
from tests.books import all_books
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import (
    MECHANIC,
    OURS,
    OURS_TOO,
    SAMPLES,
    STRANGER,
    camt,
    document,
    entry,
    statement,
)
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
PAID = document(13, "5.00", payer=OURS, payee=STRANGER, came="ДатаСписано=23.11.2026")


def counts(outcome: object) -> tuple[int, int, int]:
    return outcome.taken, outcome.known, outcome.refused  # type: ignore[attr-defined]


def test_money_that_came_waits_and_money_that_went_does_not(bank_desk: BankDesk) -> None:
    between = document(14, payer=OURS, payee=OURS_TOO)

    outcome = bank_desk.load(statement(document(12), PAID, between, accounts=(OURS, OURS_TOO)))

    assert counts(outcome) == (3, 0, 0)
    assert [(row.number, row.direction, row.state) for row in bank_desk.documents] == [
        ("12", "in", "waits"), ("13", "out", "out"), ("14", "own", "own"),
    ]  # fmt: skip
    assert all_books() == []


def test_a_document_keeps_what_the_file_said(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(12, purpose="Оплата  по счёту 15")), name="day.txt")

    [found] = Document.objects.all()
    assert (found.file.name, found.line, found.raw) == ("day.txt", 9, document(12, purpose="Оплата  по счёту 15"))
    assert (found.amount, found.currency, found.purpose) == (dec(1000), "RUB", "Оплата по счёту 15")


def test_the_same_file_again_writes_nothing(bank_desk: BankDesk) -> None:
    content = statement(document(12), document(amount="x"), PAID)
    first = bank_desk.load(content)
    before = _everything()

    again = bank_desk.load(content, name="copy.txt")

    assert (counts(first), counts(again)) == ((2, 0, 1), (0, 2, 1))
    assert again.file == first.file
    assert _everything() == before


def _everything() -> list[object]:
    tables = (StatementFile, Document, Unread, Waiting)
    return [*(list(table.objects.order_by("pk").values()) for table in tables), Entry.objects.count()]


def test_of_a_file_that_overlaps_only_what_is_new_is_taken(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(1), document(2)))

    assert counts(bank_desk.load(statement(document(2), document(3), alphabet="utf-8"))) == (1, 1, 0)
    assert [row.number for row in bank_desk.documents] == ["1", "2", "3"]


def test_two_documents_without_a_number_that_are_alike_are_told_not_swallowed(bank_desk: BankDesk) -> None:
    content = statement(document("", "77.00"), document("", "77.00"), document("", "78.00"))

    outcome = bank_desk.load(content)

    assert counts(outcome) == (2, 0, 1), "they may be two payments in cash"
    assert bank_desk.unread(outcome) == [(22, "bank.document_twin")]
    assert counts(bank_desk.load(content)) == (0, 2, 1)


def test_a_doubled_file_is_one(bank_desk: BankDesk) -> None:
    content = statement(document(1), document(2))

    assert counts(bank_desk.load(content + b"\r\n" + content)) == (2, 2, 0)


def test_the_same_document_with_another_text_is_told_and_kept(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(12, purpose="Счёт 15")), name="first.txt")

    outcome = bank_desk.load(statement(document(12, purpose="Счёт 16")), name="second.txt")

    assert counts(outcome) == (0, 0, 1)
    [row] = Unread.objects.all()
    assert (row.code, row.facts["file"], row.facts["line"], row.raw) == (
        "bank.document_differs", "first.txt", 9, document(12, purpose="Счёт 16"),
    )  # fmt: skip


def test_foreign_accounts_are_refused_with_their_lines(bank_desk: BankDesk) -> None:
    strange = statement(document(1, payee=STRANGER), accounts=(STRANGER,))

    assert bank_desk.unread(bank_desk.load(strange)) == [(9, "bank.foreign_account")]
    assert bank_desk.documents == []


def test_a_buyers_own_statement_is_not_money_that_came(bank_desk: BankDesk) -> None:
    his = statement(document(1, came="ДатаСписано=23.11.2026"), accounts=(MECHANIC,))
    order = statement(document(2, came=""), accounts=())

    assert bank_desk.unread(bank_desk.load(his)) == [(9, "bank.foreign_statement")]
    assert bank_desk.unread(bank_desk.load(order)) == [(4, "bank.not_carried_out")]


def test_a_bank_that_tells_only_the_day_of_writing_off_is_understood(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(1, came="ДатаСписано=23.11.2026")))

    assert [(row.direction, row.moved_on.day) for row in bank_desk.documents] == [("in", 23)]


def test_what_was_foreign_is_taken_when_the_account_is_ours(bank_desk: BankDesk) -> None:
    strange = statement(document(1, payee=STRANGER), accounts=(STRANGER,))
    bank_desk.load(strange)
    bank_desk.open_accounts(STRANGER)

    outcome = bank_desk.load(strange)

    assert counts(outcome) == (1, 0, 0)
    assert bank_desk.unread(outcome) == []
    assert counts(StatementFile.objects.get()) == (1, 0, 0)


def test_a_truncated_file_loses_nothing_when_the_whole_one_follows(bank_desk: BankDesk) -> None:
    whole = statement(*(document(number) for number in range(1, 5)))
    cut = whole[: whole.rindex("Плательщик1".encode("cp1251"))]

    assert counts(bank_desk.load(cut)) == (3, 0, 2)
    assert counts(bank_desk.load(whole)) == (1, 3, 0)


def test_camt_and_1c_are_one_document(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document("A-12", "1000.00", purpose="Invoice 12")))

    assert counts(bank_desk.load(camt(entry()), name="day.xml")) == (0, 1, 0)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "bank.file_empty"), (b"invalid", "bank.format_unknown"), (b"%PDF", "bank.format_unknown")],
)
def test_what_is_no_statement_is_refused_whole(bank_desk: BankDesk, content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as error:
        bank_desk.load(content)
    assert error.value.code == code


def test_a_file_of_any_size_is_bounded(bank_desk: BankDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "MOST_BYTES", 100)

    with pytest.raises(Refusal, match=r"bank\.file_too_large"):
        bank_desk.load(statement(document()))


def test_only_finance_loads_statements(bank_desk: BankDesk, firm: Firm) -> None:
    bank_desk.cashier = firm.person("picker", "warehouse")

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        bank_desk.load(statement(document()))


def test_the_number_of_statements_does_not_grow_with_documents(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(0)))
    with counted() as few:
        bank_desk.load(statement(document(1), document(2, "x")))
    with counted() as many:
        bank_desk.load(statement(*(document(number) for number in range(3, 400)), document(400, "x")))

    assert len(few) == len(many)


def test_what_a_bank_said_can_not_be_changed(bank_desk: BankDesk) -> None:
    bank_desk.load(statement(document(), document(amount="x")))

    for table in (Document, Unread):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(line=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(st.sets(st.integers(1, 6), min_size=1), min_size=1, max_size=6))
def test_files_in_any_order_with_any_repetitions_are_the_same_money(bank_desk: BankDesk, files: list[set[int]]) -> None:
    with transaction.atomic():
        for numbers in files:
            bank_desk.load(statement(*(document(number, number * 100) for number in sorted(numbers))))

        taken = sorted(Document.objects.values_list("number", "amount"))
        assert taken == [(str(number), Decimal(number * 100)) for number in sorted(set().union(*files))]
        assert Waiting.objects.count() == len(taken)
        assert all_books() == []
        transaction.set_rollback(True)


SAMPLE_ACCOUNTS = {
    "bx-shef+client-bank-alfa-by/public__samples__vypiska-1c.txt": ("40702810000000000001", 3),
    "bx-shef+client-bank-alfa-by/tests__fixtures__1c-exchange__demo-1c.txt": ("40702810000000000001", 2),
    "dronm+clbnk/kl_to_1c.txt": ("40702810000000074935", 2),
    "kilylabs+client-bank-exchange-php/tests__resources__one_day.txt": ("40702810200000000001", 3),
    "kilylabs+client-bank-exchange-php/tests__resources__one_day_utf8.txt": ("40702810200000000001", 3),
    "odoo-ru+client-bank-1c/tests__data__kl_to_1c.txt": ("00000000000000000001", 1),
    "open-condo-software+condo/apps__condo__domains__banking__utils__testSchema__assets__1CClientBankExchange.txt": (
        "40702810801500116391", 4,
    ),
    "tochka-public+odin_palace/src__tests__suites__no_end_of_document__input.txt": ("40802000000000000007", 1),
    "tochka-public+odin_palace/src__tests__suites__one_document_utf__input.txt": ("40802000000000000007", 1),
    "tochka-public+odin_palace/src__tests__suites__taxdev_4645__input.txt": ("40802000000000000043", 9),
    "tochka-public+odin_palace/src__tests__suites__version_1_03__input.txt": ("40802000000000000055", 2),
}  # fmt: skip


@pytest.mark.skipif(not SAMPLES.exists(), reason=f"the shared samples are not at {SAMPLES}")
@pytest.mark.parametrize("name", SAMPLE_ACCOUNTS)
def test_every_genuine_statement_loads(bank_desk: BankDesk, name: str) -> None:
    account, taken = SAMPLE_ACCOUNTS[name]
    if account != OURS:
        bank_desk.open_accounts(account)

    outcome = bank_desk.load((SAMPLES / name).read_bytes(), name)

    assert outcome.taken == taken
    assert {code for _, code in bank_desk.unread(outcome)} <= {"bank.foreign_account"}
    assert counts(bank_desk.load((SAMPLES / name).read_bytes(), name)) == (0, taken, outcome.refused)
    assert all_books() == []

"""1CClientBankExchange is read as banks write it."""

from datetime import date
from io import BytesIO

import pytest

from optom.interfaces.exchange.kl1c import FORMAT, alphabet_of
from tests.interfaces.exchange.bank.files import (
    MECHANIC,
    MECHANIC_INN,
    OURS,
    OURS_TOO,
    SAMPLES,
    document,
    read,
    statement,
    taken,
    told,
)
from tests.trade import dec


def test_a_document_says_who_paid_whom_how_much_and_what_for() -> None:
    [found] = taken(statement(document(12, "1234.56", purpose="Оплата по счету № 15")))

    assert (found.number, found.on, found.came_on, found.amount) == (
        "12", date(2026, 11, 23), date(2026, 11, 23), dec("1234.56"),
    )  # fmt: skip
    assert (found.payer.account, found.payer.inn, found.payer.name) == (MECHANIC, MECHANIC_INN, "ООО Механик")
    assert (found.payee.account, found.purpose, found.statement_of) == (OURS, "Оплата по счету № 15", {OURS})
    assert found.line == 9
    assert found.raw == document(12, "1234.56", purpose="Оплата по счету № 15")


@pytest.mark.parametrize("alphabet", ["cp1251", "cp866", "koi8-r", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_what_the_file_says_of_its_alphabet_is_not_believed(alphabet: str, newline: str) -> None:
    content = statement(document(purpose="Счёт 15 ёЁ"), alphabet=alphabet, newline=newline)

    assert FORMAT.knows(content)
    assert [found.purpose for found in taken(content)] == ["Счёт 15 ёЁ"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1234.56", "1234.56"), ("1 234,56", "1234.56"), ("1\xa0234.5", "1234.5"), ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"), ("175000-00", "175000"), ("700", "700"),
    ],
)  # fmt: skip
def test_sums_are_written_in_many_ways(written: str, meant: str) -> None:
    assert [found.amount for found in taken(statement(document(amount=written)))] == [dec(meant)]


@pytest.mark.parametrize("written", ["", "-5.00", "0", "12.345", "abc", "1e5x", "1" * 40])
def test_what_is_no_sum_is_told_with_its_line(written: str) -> None:
    assert told(statement(document(), document(amount=written))) == [(22, "bank.sum_wrong")]


@pytest.mark.parametrize("written", ["23/11/2026", "23.11.26", "2026-11-23", "23.11.2026 "])
def test_days_are_written_in_many_ways(written: str) -> None:
    assert [found.on for found in taken(statement(document(on=written)))] == [date(2026, 11, 23)]


def test_a_day_that_is_none_is_told() -> None:
    assert told(statement(document(on="31.02.2026"))) == [(9, "bank.day_wrong")]


def test_a_file_without_a_head_is_known_by_its_sections() -> None:
    content = statement(document(), head="", accounts=())

    assert FORMAT.knows(content)
    assert [found.statement_of for found in taken(content)] == [frozenset()]


def test_sections_without_an_end_are_over_where_others_begin() -> None:
    content = statement(document(1, end=""), document(2, end=""))

    assert [found.number for found in taken(content)] == ["1", "2"]


def test_a_document_in_which_the_file_breaks_off_is_not_taken() -> None:
    whole = statement(document(1), document(2, "12000.00"))
    cut = whole[: whole.rindex(b"12000") + 3]  # its sum reads as 120

    assert [part.number for part in read(cut) if hasattr(part, "number")] == ["1"]
    assert told(cut) == [(22, "bank.document_cut"), (25, "bank.file_cut")]


def test_a_file_without_an_end_says_that_more_may_be_missing() -> None:
    assert told(statement(document(), end="")) == [(21, "bank.file_cut")]


def test_an_unknown_section_is_passed_over_and_told() -> None:
    strange = "СекцияНечто=1\nНомер=999\nКонецНечто"

    parts = read(statement(document(1), strange, document(2)))

    assert [part.number for part in parts if hasattr(part, "number")] == ["1", "2"]
    assert told(statement(strange)) == [(9, "bank.section_unknown")]


def test_a_document_that_never_ends_does_not_take_all_memory() -> None:
    endless = document(end="\n".join(f"Лишнее{count}=1" for count in range(2000)))

    assert told(statement(endless)) == [(9, "bank.document_too_long")]


def test_a_purpose_over_six_fields_or_lines_is_one() -> None:
    split = document().replace(
        "НазначениеПлатежа=Оплата за товар", "НазначениеПлатежа1=Оплата\nНазначениеПлатежа2=счёта 15"
    )
    broken = document(purpose="Оплата\nсчёта 15")

    assert [found.purpose for found in taken(statement(split, broken))] == ["Оплата счёта 15"] * 2


def test_several_accounts_and_several_files_in_one() -> None:
    both = statement(document(1), document(2, payee=OURS_TOO), accounts=(OURS, OURS_TOO))
    glued = statement(document(1)) + b"\r\n" + statement(document(2, payee=OURS_TOO), accounts=(OURS_TOO,))

    assert [found.statement_of for found in taken(both)] == [{OURS, OURS_TOO}] * 2
    assert [found.statement_of for found in taken(glued)] == [{OURS}, {OURS_TOO}]


def test_a_line_of_any_length_is_read() -> None:
    [found] = taken(statement(document(purpose="длинно " * 20_000)))

    assert found.purpose.startswith("длинно длинно")


def test_signs_that_no_alphabet_has_hinder_nothing() -> None:
    content = statement(document(purpose="Счёт @ 15")).replace(b"@", b"\x98\x00")

    assert [found.purpose for found in taken(content)] == ["Счёт \ufffd 15"]
    assert taken(statement(document()) + b"\r\n\x1a")


def test_the_alphabet_of_an_empty_file_is_as_good_as_any() -> None:
    assert alphabet_of(b"") == "cp1251"
    assert not FORMAT.knows(b"")
    assert list(FORMAT.read(BytesIO(b""))) == []


SAMPLE_DOCUMENTS = {
    "bx-shef+client-bank-alfa-by/public__samples__vypiska-1c.txt": 3,
    "bx-shef+client-bank-alfa-by/tests__fixtures__1c-exchange__demo-1c.txt": 2,
    "dronm+clbnk/kl_to_1c.txt": 3,
    "dronm+clbnk/to_bank.txt": 2,
    "kilylabs+client-bank-exchange-php/tests__resources__one_day.txt": 13,
    "kilylabs+client-bank-exchange-php/tests__resources__one_day_utf8.txt": 13,
    "odoo-ru+client-bank-1c/tests__data__1c_to_kl-win-min-example.txt": 0,
    "odoo-ru+client-bank-1c/tests__data__kl_to_1c.txt": 1,
    "open-condo-software+condo/apps__condo__domains__banking__utils__testSchema__assets__1CClientBankExchange.txt": 4,
    "tochka-public+odin_palace/src__tests__suites__no_documents__input.txt": 0,
    "tochka-public+odin_palace/src__tests__suites__no_end_of_account__input.txt": 1,
    "tochka-public+odin_palace/src__tests__suites__no_end_of_document__input.txt": 1,
    "tochka-public+odin_palace/src__tests__suites__no_end_of_file__input.txt": 1,
    "tochka-public+odin_palace/src__tests__suites__one_document__input.txt": 1,
    "tochka-public+odin_palace/src__tests__suites__one_document_utf__input.txt": 1,
    "tochka-public+odin_palace/src__tests__suites__taxdev_4645__input.txt": 9,
    "tochka-public+odin_palace/src__tests__suites__two_documents__input.txt": 2,
    "tochka-public+odin_palace/src__tests__suites__version_1_03__input.txt": 2,
}
WITHOUT_END = {"dronm+clbnk/to_bank.txt", "tochka-public+odin_palace/src__tests__suites__no_end_of_file__input.txt"}


@pytest.mark.skipif(not SAMPLES.exists(), reason=f"the shared samples are not at {SAMPLES}")
@pytest.mark.parametrize("name", SAMPLE_DOCUMENTS)
def test_every_genuine_statement_is_read(name: str) -> None:
    content = (SAMPLES / name).read_bytes()

    parts = read(content)

    assert FORMAT.knows(content)
    assert sum(hasattr(part, "number") for part in parts) == SAMPLE_DOCUMENTS[name]
    assert [code for _, code in told(content)] == (["bank.file_cut"] if name in WITHOUT_END else [])

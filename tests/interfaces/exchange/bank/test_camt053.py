"""camt.053 becomes the same documents."""

from datetime import date

import pytest

from optom.domain.bank.rules import StatementDocument, UnreadPart
from optom.interfaces.exchange.camt053 import FORMAT
from tests.interfaces.exchange.bank.files import MECHANIC, MECHANIC_INN, OURS, camt, entry, read_camt, statement
from tests.trade import dec


def documents(content: bytes) -> list[StatementDocument]:
    return [part for part in read_camt(content) if isinstance(part, StatementDocument)]


def told(content: bytes) -> list[tuple[int, str]]:
    return [(part.line, part.code) for part in read_camt(content) if isinstance(part, UnreadPart)]


@pytest.mark.parametrize("version", ["02", "04", "08", "12"])
def test_an_entry_is_a_document(version: str) -> None:
    content = camt(entry("1234.56"), version=version)

    [found] = documents(content)

    assert FORMAT.knows(content)
    assert (found.number, found.on, found.came_on, found.went_on) == (
        "A-12", date(2026, 11, 23), date(2026, 11, 23), None,
    )  # fmt: skip
    assert (found.payer.account, found.payer.inn, found.payer.name) == (MECHANIC, MECHANIC_INN, "Mechanic")
    assert (found.payee.account, found.amount, found.currency) == (OURS, dec("1234.56"), "RUB")
    assert (found.purpose, found.line, found.statement_of) == ("Invoice 12", 3, {OURS})


def test_money_that_went_is_told_apart() -> None:
    [found] = documents(camt(entry(credit=False)))

    assert (found.payer.account, found.payee.account, found.came_on) == (OURS, MECHANIC, None)


def test_a_batch_becomes_its_payments() -> None:
    details = "".join(
        f'<TxDtls><Refs><EndToEndId>{number}</EndToEndId></Refs><Amt Ccy="RUB">{amount}</Amt></TxDtls>'
        for number, amount in ((1, "400.00"), (2, "600.00"))
    )

    found = documents(camt(entry(details=details), entry(number="3")))

    assert [(one.place, one.number, one.amount) for one in found] == [
        (1, "1", dec(400)), (2, "2", dec(600)), (3, "3", dec(1000)),
    ]  # fmt: skip


@pytest.mark.parametrize("second", ['<Amt Ccy="RUB">500.00</Amt>', '<Amt Ccy="USD">600.00</Amt>', "", "<Amt>x</Amt>"])
def test_a_batch_whose_details_are_not_its_sum_is_one_document_of_nobody(second: str) -> None:
    details = f'<TxDtls><RltdPties/><Amt Ccy="RUB">400.00</Amt></TxDtls><TxDtls>{second}</TxDtls>'

    [found] = documents(camt(entry(details=details)))

    assert (found.amount, found.payer.inn, found.payer.account) == (dec(1000), "", ""), "nothing of it is lost"


def test_what_is_not_booked_or_taken_back_is_no_money() -> None:
    expected, back = entry(status="<Sts>PDNG</Sts>"), entry(status="<RvslInd>true</RvslInd>")

    assert told(camt(expected, back)) == [(3, "bank.not_booked"), (4, "bank.reversal")]


@pytest.mark.parametrize("amount", ["", "x", "-1", "NaN", "1.001", "9" * 20])
def test_what_is_no_sum_is_told(amount: str) -> None:
    assert told(camt(entry(amount))) == [(3, "bank.sum_wrong")]


def test_where_the_xml_breaks_off_what_was_whole_is_taken() -> None:
    whole = camt(entry(number="1"), entry(number="2"))

    cut = whole[: whole.rindex(b"<RmtInf>")]

    assert [one.number for one in documents(cut)] == ["1"]
    assert [code for _, code in told(cut)] == ["bank.xml_broken"]


def test_entities_are_not_expanded() -> None:
    bomb = '<?xml version="1.0"?>\n<!DOCTYPE Document [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">]>\n'

    content = camt(entry(purpose="&b;"), head=bomb)

    assert documents(content) == []
    assert [code for _, code in told(content)] == ["bank.xml_doctype"]


def test_other_files_are_not_taken_for_it() -> None:
    assert not FORMAT.knows(statement())
    assert not FORMAT.knows(b"<html>camt</html>")

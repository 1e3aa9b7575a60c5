"""What a statement says of our account as a whole is compared with its documents."""

import pytest

from optom.domain.bank import queries as bank
from optom.interfaces.exchange.statement_files import taken
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import STRANGER, camt, document, entry, statement, turnover
from tests.trade import dec

pytestmark = pytest.mark.django_db


def turnovers(bank_desk: BankDesk, content: bytes) -> list[bank.TurnoverRow]:
    return bank.turnovers(bank_desk.load(content).file)


def test_a_statement_whose_turnover_is_that_of_its_documents_agrees(bank_desk: BankDesk) -> None:
    [found] = turnovers(bank_desk, statement(turnover(), document(1), document(2, "500.00")))

    assert found.is_right
    assert (found.opening, found.came, found.closing, found.found_came) == (100, 1500, 1600, 1500)


def test_a_document_that_is_missing_is_told_by_its_sum_until_it_comes(bank_desk: BankDesk) -> None:
    lacking = statement(turnover(), document(1), document(2, "x"))
    [found] = turnovers(bank_desk, lacking)
    assert (found.is_right, found.came_off, found.went_off, found.closing_off) == (False, 500, 0, 0)

    bank_desk.load(statement(document(2, "500.00")))

    [found] = turnovers(bank_desk, lacking)
    assert found.is_right, "a later file has brought it"


def test_balances_that_do_not_add_up_are_told(bank_desk: BankDesk) -> None:
    [found] = turnovers(bank_desk, statement(turnover(closing="1599.99"), document(1), document(2, "500.00")))

    assert (found.is_right, found.came_off, found.closing_off) == (False, 0, dec("-0.01"))


def test_what_is_not_told_or_not_ours_is_not_compared(bank_desk: BankDesk) -> None:
    foreign = turnover().replace("РасчСчет=4", "РасчСчет=5").replace("СекцияРасчСчет=5", "СекцияРасчСчет")
    silent = turnover(came="", went="", closing="").replace("23.11", "24.11")
    assert turnovers(bank_desk, statement(silent, foreign, document(1))) == []

    [found] = turnovers(bank_desk, statement(turnover(came="", went=""), document(1)))
    assert (found.came, found.came_off, found.closing_off) == (None, 0, 500), "the documents stand in for the turnover"


def test_camt_tells_balances_and_turnovers_too(bank_desk: BankDesk) -> None:
    def balance(kind: str, amount: object, sign: str = "CRDT") -> str:
        return (
            f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="RUB">{amount}</Amt>'
            f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-11-23</Dt></Dt></Bal>"
        )

    sound = camt(balance("OPBD", "400.00", "DBIT"), balance("CLBD", "600.00"), entry("1000.00"))
    lacking = camt(balance("OPBD", "0.00"), balance("CLBD", "2500.00"), entry("1000.00", number="B-1"))

    assert [(one.opening, one.closing, one.is_right) for one in turnovers(bank_desk, sound)] == [(-400, 600, True)]
    assert [one.closing_off for one in turnovers(bank_desk, lacking)] == [500]


def test_a_watched_folder_reports_it(bank_desk: BankDesk, tmp_path: object) -> None:
    from pathlib import Path  # noqa: PLC0415

    path = Path(str(tmp_path)) / "statement.txt"
    path.write_bytes(statement(turnover(), document(1, payer=STRANGER)))

    told = list(taken(path, at=bank_desk.at))

    assert len(told) == 2
    assert "40702810000000000001" in told[1]

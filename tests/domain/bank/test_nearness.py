"""Of money that waits it is told who sent it, which contracts are near and why, and what is in the way."""

from datetime import datetime

import pytest

from optom.domain.bank import queries as bank
from optom.domain.bank.nearness import bare_name, inns_in, names_in
from optom.domain.companies import actions as companies
from optom.domain.companies.models import BankAccount, Contract, Seller
from optom.domain.companies.rules import STANDING, Agreement
from optom.domain.journal import actions as journal
from tests.books import all_books
from tests.domain.credit.settlements import Settlements
from tests.interfaces.exchange.bank.desk import BankDesk
from tests.interfaces.exchange.bank.files import STRANGER, document
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
NOBODYS_INN = "7700000030"


def told(bank_desk: BankDesk) -> list[tuple[int, list[str], str]]:
    """Of the one document that waits: contracts, what speaks for them, what is in the way."""
    [row] = bank.queue().all()
    found = bank.nearness(row.id).candidates
    return [(one.contract, [reason.code for reason in one.reasons], one.obstacle) for one in found]


@pytest.fixture
def other_seller() -> int:
    return Seller.objects.create(name="Другой", inn="7700000047", kpp="770001001").pk


def test_a_known_payer_without_a_contract_here_is_told_as_such_with_those_that_he_has(
    bank_desk: BankDesk, contract: int, other_seller: int
) -> None:
    Contract.objects.filter(pk=contract).update(seller=other_seller)

    bank_desk.receive(document(1))

    assert bank_desk.waiting == [("1", "no_contract_here", None)]
    assert told(bank_desk) == [(contract, ["payer"], "other_seller")]
    [row] = bank.queue().all()
    assert [name for _, name in bank.nearness(row.id).payers] == ["Механик"]


def test_his_account_tells_him_where_the_bank_leaves_out_his_number(
    bank_desk: BankDesk, contract: int, other_seller: int
) -> None:
    company = Contract.objects.get(pk=contract).company_id
    Contract.objects.filter(pk=contract).update(seller=other_seller)
    BankAccount.objects.create(company_id=company, account=STRANGER, bic="", bank="", correspondent="")

    bank_desk.receive(document(1, payer=STRANGER))

    assert bank_desk.waiting == [("1", "no_contract_here", None)]
    assert told(bank_desk) == [(contract, ["payer", "account"], "other_seller")]


def test_the_contract_that_he_signs_takes_the_money_by_itself(
    bank_desk: BankDesk, contract: int, other_seller: int, at: datetime
) -> None:
    company = Contract.objects.get(pk=contract).company_id
    Contract.objects.filter(pk=contract).update(seller=other_seller)
    bank_desk.receive(document(1, "250.00"), document(2, inn=NOBODYS_INN, payer=STRANGER))

    agreement = Agreement(seller=bank_desk.firm.seller, company=company, number="7-Н", signed_on=at.date())
    signed = companies.sign_contract(agreement=agreement, terms=STANDING, actor=None, at=at)
    journal.deliver(limit=10, at=at)

    assert Settlements(signed, at).open == [("1", dec(-250))]
    assert [number for number, *_ in bank_desk.waiting] == ["2"]
    assert all_books() == []


def test_all_that_speaks_for_a_contract_ranks_it_and_an_obstacle_comes_last(
    bank_desk: BankDesk, firm: Firm, contract: int, strange_contract: int
) -> None:
    """Neither contract of the payer is named; a stranger has an invoice of this sum, and his INN stands in the text."""
    mechanic = Contract.objects.get(pk=contract).company_id
    second = firm.contract(mechanic, "119-А")
    dollars = firm.contract(mechanic, "120-Д")
    Contract.objects.filter(pk=dollars).update(currency="USD")
    _, number = bank_desk.invoice(strange_contract, 1000)

    bank_desk.receive(document(1, purpose="Оплата за товар по договору ИНН 7700000016"))

    assert told(bank_desk) == [
        (contract, ["payer"], ""),
        (second, ["payer"], ""),
        (strange_contract, ["inn", "sum"], ""),
        (dollars, ["payer"], "currency_differs"),
    ]
    [row] = bank.queue().all()
    assert [reason.invoice for reason in bank.nearness(row.id).candidates[2].reasons] == ["", number]


def test_names_make_likely_what_they_do_not_decide(bank_desk: BankDesk, contract: int, strange_contract: int) -> None:
    """His director pays for him: by name alone nothing is given, but it is told."""
    bank_desk.receive(document(1, inn=NOBODYS_INN, payer=STRANGER))

    assert bank_desk.waiting == [("1", "payer_unknown", None)]
    assert told(bank_desk) == [(contract, ["name"], "")]


def test_an_invoice_named_speaks_louder_than_a_name(bank_desk: BankDesk, contract: int, strange_contract: int) -> None:
    _, number = bank_desk.invoice(strange_contract, 300)

    bank_desk.receive(document(1, inn=NOBODYS_INN, payer=STRANGER, purpose=f"по счету {number}"))

    assert told(bank_desk) == [(strange_contract, ["invoice"], ""), (contract, ["name"], "")]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ('ООО "Механик" //Москва//р/с 40702', "механик"), ("ООО МЕХАНИК", "механик"), ("Механик, АО", "механик"),
        ("ИП Иванов Иван Иванович", "иванов иван иванович"), ("АО «Завод № 5»", "завод 5"), ("ИП", ""),
    ],
)  # fmt: skip
def test_a_company_is_called_in_many_ways(written: str, bare: str) -> None:
    assert bare_name(written) == bare


def test_a_purpose_names_companies_by_their_form_and_numbers_by_their_last_digits() -> None:
    purpose = 'за ООО "Механик Плюс", ООО Ромашка (ИНН 7700000009) по сч. 7700000001 от 23.11.2026'

    assert names_in(purpose) == {"механик плюс", "ромашка"}
    assert inns_in(purpose) == ["7700000009"]

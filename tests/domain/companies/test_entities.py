"""Who may buy and who sells: firms of every kind, their requisites as they change, their banks."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from optom.base.listing import Asked
from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import actions as companies
from optom.domain.companies import queries
from optom.domain.companies.actions import Holder
from optom.domain.companies.rules import BankDetails, Requisites, Signers
from optom.domain.journal import queries as journal
from tests.trade import Firm

pytestmark = pytest.mark.django_db
BOLT = Requisites(name="Болт", inn="7707083893", kpp="773601001", ogrn="1027700132195")
ABROAD = Requisites(name="Schraube GmbH", kind="foreign", inn="", ogrn="HRB 123456 B")
SBER = BankDetails(
    account="40702810500000001234", bic="044525225", bank="Сбербанк", correspondent="30101810400000000225"
)
BERLIN = BankDetails(account="DE89 3704 0044 0532 0130 00", bic="cobadeff", bank="Commerzbank", correspondent="")


@pytest.fixture
def bolt(firm: Firm) -> int:
    return companies.register_company(requisites=BOLT, actor=None, at=firm.at)


def fields(error: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [reason.facts["field"] for reason in reasons_of(error.value)]


def test_numbers_are_kept_without_the_spaces_they_were_copied_with(firm: Firm) -> None:
    copied = replace(BOLT, name="  Болт ", inn="7707 0838 93", kpp=" 773601001 ")
    known = queries.company(companies.register_company(requisites=copied, actor=None, at=firm.at))

    assert known is not None
    assert (known.name, known.inn, known.kpp) == ("Болт", "7707083893", "773601001")


def test_a_foreign_firm_comes_with_a_number_of_its_own_register(firm: Firm) -> None:
    company = companies.register_company(requisites=ABROAD, bank=BERLIN, actor=None, at=firm.at)

    known = queries.company_requisites(company)
    assert (known.inn, known.ogrn) == ("", "HRB 123456 B")
    assert known.bank is not None
    assert (known.bank.account, known.bank.bic) == ("DE89370400440532013000", "COBADEFF")
    with pytest.raises(Refusal, match=r"companies\.registration_known"):
        companies.register_company(requisites=replace(ABROAD, name="Другая"), actor=None, at=firm.at)
    with pytest.raises(Refusal, match=r"companies\.registration_missing"):
        companies.register_company(requisites=replace(ABROAD, ogrn=""), actor=None, at=firm.at)
    assert companies.register_company(requisites=replace(ABROAD, ogrn="HRB 7"), actor=None, at=firm.at)


def test_only_abroad_a_bank_has_no_key(firm: Firm, bolt: int) -> None:
    with pytest.raises(Refusal) as error:
        companies.add_bank_account(holder=Holder(company=bolt), bank=BERLIN, actor=None, at=firm.at)

    assert fields(error) == ["bic"]


def test_requisites_change_and_the_journal_keeps_the_old_ones(firm: Firm, bolt: int, at: datetime) -> None:
    carol = firm.person("carol", "finance")
    moved = replace(BOLT, legal_address="Казань, Баумана, 1")
    companies.change_company(company=bolt, requisites=moved, actor=carol, at=at)

    assert queries.company_requisites(bolt).legal_address == "Казань, Баумана, 1"
    entry = journal.entries(company=bolt, limit=1)[0]
    assert (entry.act, entry.actor) == ("companies.change_company", carol)
    assert entry.facts == {"legal_address": ["", "Казань, Баумана, 1"]}
    companies.change_company(company=bolt, requisites=moved, actor=carol, at=at)
    assert len(journal.entries(company=bolt)) == 2


def test_nobody_takes_the_numbers_of_another_company(firm: Firm, bolt: int) -> None:
    other = companies.register_company(requisites=ABROAD, actor=None, at=firm.at)

    with pytest.raises(Refusal, match=r"companies\.already_known") as error:
        companies.change_company(company=other, requisites=BOLT, actor=None, at=firm.at)
    assert error.value.facts["company"] == bolt


def test_the_first_account_is_the_main_one_until_another_is_chosen(firm: Firm, bolt: int, at: datetime) -> None:
    holder = Holder(company=bolt)
    second = replace(SBER, account="40702810200000001233")
    told: dict[str, Any] = {"holder": holder, "actor": None, "at": at}
    one = companies.add_bank_account(bank=replace(SBER, is_main=False), **told)
    two = companies.add_bank_account(bank=replace(second, is_main=False), **told)
    assert [account.id for account in queries.bank_accounts(company=bolt)] == [one, two]

    companies.choose_bank_account(account=two, **told)
    assert queries.company_requisites(bolt).bank == second
    with pytest.raises(Refusal, match=r"companies\.account_exists"):
        companies.add_bank_account(bank=second, **told)

    companies.remove_bank_account(account=two, **told)
    assert queries.company_requisites(bolt).bank == SBER
    with pytest.raises(Refusal, match=r"companies\.account_unknown"):
        companies.remove_bank_account(account=two, **told)


def test_nobody_reaches_the_account_of_another_firm(firm: Firm, bolt: int, at: datetime) -> None:
    ours = companies.add_bank_account(holder=Holder(seller=firm.seller), bank=SBER, actor=None, at=at)

    for act in (companies.choose_bank_account, companies.remove_bank_account):
        with pytest.raises(Refusal, match=r"companies\.account_unknown"):
            act(holder=Holder(company=bolt), account=ours, actor=None, at=at)


def test_our_own_entities_are_the_administrators_business(firm: Firm, at: datetime) -> None:
    boss, carol = firm.person("boss", "administrator"), firm.person("carol", "finance", "director", "manager")
    signers = Signers(vat="exempt", director="Романов А. Н.")
    told: dict[str, Any] = {"requisites": BOLT, "signers": signers, "at": at}

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        companies.register_seller(actor=carol, **told)
    seller = companies.register_seller(actor=boss, bank=SBER, **told)
    known = queries.seller_requisites(seller)
    assert (known.vat, known.director, known.bank) == ("exempt", "Романов А. Н.", SBER)
    with pytest.raises(Refusal, match=r"companies\.already_known"):
        companies.register_seller(actor=boss, **told)

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        companies.change_seller(seller=seller, actor=carol, **told)
    companies.change_seller(seller=seller, actor=boss, **{**told, "signers": replace(signers, vat="payer")})
    assert queries.seller_requisites(seller).vat == "payer"
    assert journal.entries(subject=f"companies.seller:{seller}", limit=1)[0].facts == {"vat": ["exempt", "payer"]}


def test_all_that_is_wrong_with_an_entity_of_ours_is_told_at_once(firm: Firm) -> None:
    with pytest.raises(Refusal) as error:
        companies.register_seller(
            requisites=replace(ABROAD, name=""),
            signers=Signers(vat="no", director="д" * 121),
            bank=replace(SBER, account="1", bank=""),
            actor=None,
            at=firm.at,
        )

    assert fields(error) == ["kind", "name", "account", "bank", "vat", "director"]


def test_a_company_is_listed_before_it_has_signed_anything(firm: Firm, bolt: int, at: datetime) -> None:
    alice = firm.person("alice")
    firm.client("Механик", "7700000009", alice)

    rows = queries.companies().part(Asked()).rows
    assert [(row.name, row.contracts, row.people) for row in rows] == [("Болт", 0, 0), ("Механик", 1, 1)]
    assert [row.id for row in queries.companies().part(Asked(query="083893")).rows] == [bolt]

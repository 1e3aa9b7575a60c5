"""Companies are registered, contracts signed, terms changed; everybody sees his own."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import actions as companies
from optom.domain.companies import queries
from optom.domain.companies.rules import Agreement, BankDetails, Requisites, TermsNumbers
from optom.domain.credit import queries as credit
from optom.domain.journal import queries as journal
from optom.interfaces.kit.identity import BUYER, working_as
from tests.trade import Firm, dec

BUYER_INN, KPP = "7707083893", "773601001"
SOUND = Requisites(name="Болт", inn=BUYER_INN, kpp=KPP, ogrn="1027700132195")
BANK = BankDetails(
    account="40702810400000001234", bic="044525225", bank="Сбербанк", correspondent="30101810400000000225"
)


def refused(error: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, str]]:
    return [(reason.code, reason.facts["field"]) for reason in reasons_of(error.value)]


@pytest.fixture
def company(firm: Firm) -> int:
    return companies.register_company(requisites=SOUND, actor=None, at=firm.at)


def sign(firm: Firm, company: int, number: str = "7", terms: TermsNumbers | None = None) -> int:
    agreement = Agreement(seller=firm.seller, company=company, number=number, signed_on=date(2026, 11, 1))
    first = terms or TermsNumbers(credit_limit=dec(5000))
    return companies.sign_contract(agreement=agreement, terms=first, actor=None, at=firm.at)


def test_a_company_is_known_by_its_numbers(firm: Firm, company: int) -> None:
    known = queries.company_requisites(company)

    assert (known.name, known.inn, known.bank) == ("Болт", BUYER_INN, None)
    with pytest.raises(Refusal, match=r"companies\.already_known") as error:
        companies.register_company(requisites=SOUND, actor=None, at=firm.at)
    assert error.value.facts["company"] == company


def test_every_unsound_requisite_is_named(firm: Firm) -> None:
    wrong = Requisites(name=" ", inn="7707083890", kpp="77", ogrn="1027700132190")

    with pytest.raises(Refusal) as error:
        companies.register_company(requisites=wrong, actor=None, at=firm.at, bank=replace(BANK, bic="944525225"))

    fields = [field for _, field in refused(error)]
    assert fields == ["name", "inn", "kpp", "ogrn", "bic"]


def test_a_sole_trader_has_numbers_of_his_own(firm: Firm) -> None:
    trader = Requisites(name="ИП Гайкин", kind="sole_trader", inn="500100732259")

    assert companies.register_company(requisites=trader, actor=None, at=firm.at)
    with pytest.raises(Refusal) as error:
        companies.register_company(requisites=replace(trader, kpp=KPP), actor=None, at=firm.at)
    assert refused(error) == [("companies.requisite_wrong", "kpp")]


def test_the_account_must_be_the_banks(firm: Firm) -> None:
    with pytest.raises(Refusal) as error:
        companies.register_company(
            requisites=SOUND, actor=None, at=firm.at, bank=replace(BANK, account="40702810400000001235")
        )

    assert refused(error) == [("companies.requisite_wrong", "account")]


def test_a_signed_contract_can_be_worked_in_at_once(firm: Firm, company: int) -> None:
    contract = sign(firm, company)

    assert queries.contract(contract).company_name == "Болт"
    assert queries.terms(contract, firm.at).credit_limit == dec(5000)
    assert credit.headroom(contract, firm.at).headroom == dec(5000)
    with pytest.raises(Refusal, match=r"companies\.contract_exists"):
        sign(firm, company)


def test_before_it_was_signed_a_contract_has_no_terms(firm: Firm, company: int) -> None:
    contract = sign(firm, company)

    for ask in (queries.terms, lambda one, at: queries.standing(one, None, at)):
        with pytest.raises(Refusal, match=r"companies\.no_terms"):
            ask(contract, firm.at - timedelta(seconds=1))


def test_terms_change_and_the_old_ones_stay_known(firm: Firm, company: int, at: datetime) -> None:
    contract, boss = sign(firm, company), firm.person("boss", "director")
    more = TermsNumbers(credit_limit=dec(9000), deferral_days=14)

    companies.set_terms(contract=contract, terms=more, reason="pays in time", actor=boss, at=at)

    assert queries.terms(contract, at).deferral_days == 14
    assert queries.terms(contract, at - timedelta(seconds=1)).credit_limit == dec(5000)
    assert journal.entries(limit=1)[0].facts == {
        "reason": "pays in time",
        "credit_limit": ["5000.00", "9000"],
        "deferral_days": [0, 14],
    }
    assert queries.broken_books() == []


def test_the_same_terms_again_change_nothing(firm: Firm, company: int, at: datetime) -> None:
    contract = sign(firm, company)

    companies.set_terms(contract=contract, terms=TermsNumbers(credit_limit=dec(5000)), reason="", actor=None, at=at)

    assert len(queries.terms_history(contract)) == 1


def test_terms_that_no_contract_can_have_are_refused_together(firm: Firm, company: int, at: datetime) -> None:
    contract, boss = sign(firm, company), firm.person("boss", "director")
    wrong = TermsNumbers(credit_limit=dec(-1), deferral_days=400, pack_rule="as you like")

    with pytest.raises(Refusal) as error:
        companies.set_terms(contract=contract, terms=wrong, reason=" ", actor=boss, at=at)

    assert [field for _, field in refused(error)] == ["pack_rule", "deferral_days", "credit_limit", "reason"]


def test_terms_do_not_change_in_the_past(firm: Firm, company: int) -> None:
    contract = sign(firm, company)

    with pytest.raises(Refusal, match=r"companies\.terms_in_past"):
        companies.set_terms(contract=contract, terms=TermsNumbers(), reason="", actor=None, at=firm.at)


def test_a_manager_has_no_right_to_set_terms(firm: Firm, company: int, at: datetime) -> None:
    contract, manager = sign(firm, company), firm.person("mike", "manager")

    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        companies.set_terms(contract=contract, terms=TermsNumbers(), reason="a friend", actor=manager, at=at)


def test_a_closed_contract_refuses_new_business_and_takes_money(firm: Firm, company: int, at: datetime) -> None:
    contract = sign(firm, company)
    companies.close_contract(contract=contract, reason="moved away", actor=None, at=at)

    standing = queries.standing(contract, None, at)
    assert [refusal.code for refusal in standing.objections("ship")] == ["companies.contract_closed"]
    assert standing.objections("pay") == []
    companies.reopen_contract(contract=contract, reason="came back", actor=None, at=at)
    assert queries.standing(contract, None, at).objections("ship") == []


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("owner", {"order", "ship", "pay", "money", "see", "address", "people"}),
        ("buyer", {"order", "ship", "pay", "money", "see", "address"}),
        ("accountant", {"pay", "money", "see"}),
        ("viewer", {"see"}),
        (None, set()),
    ],
)
def test_what_each_of_a_company_may_do(
    firm: Firm, company: int, at: datetime, role: str | None, allowed: set[str]
) -> None:
    contract, carol = sign(firm, company), firm.person("carol")
    if role:
        companies.add_person(company=company, user=carol, role=role, actor=None, at=at)

    standing = queries.standing(contract, carol, at)

    found = queries.member(carol, company)
    assert (standing.role, standing.rights) == ((found.role, found.rights) if found else (None, frozenset()))
    assert standing.role == role
    acts = {"order", "ship", "pay", "money", "see", "address", "people"}
    assert {act for act in acts if not standing.objections(act)} == allowed


def test_one_person_acts_for_several_companies(firm: Firm, company: int, contract: int, alice: int) -> None:
    second = sign(firm, company)
    companies.add_person(company=company, user=alice, role="viewer", actor=None, at=firm.at)

    assert {row.id for row in queries.contracts_of(alice)} == {contract, second}
    companies.remove_person(company=company, user=alice, actor=None, at=firm.at)
    assert {row.id for row in queries.contracts_of(alice)} == {contract}


def test_a_buyer_sees_and_changes_what_is_his_companys(contract: int, alice: int, stranger: int, at: datetime) -> None:
    company = queries.contract(contract).company

    with working_as(BUYER, user=alice):
        address = companies.add_address(company=company, name="Цех", address="Тула, 1", actor=alice, at=at)
        assert [one.name for one in queries.addresses(company)] == ["Склад", "Цех"]
        companies.retire_address(address=address, actor=alice, at=at)
        assert [one.name for one in queries.addresses(company)] == ["Склад"]
    with pytest.raises(Refusal, match=r"companies\.may_not"):
        companies.add_address(company=company, name="", address="Тула, 2", actor=stranger, at=at)
    with working_as(BUYER, user=stranger):
        assert (queries.addresses(company), queries.people(company)) == ([], [])
        with pytest.raises(Refusal, match=r"companies\.contract_unknown"):
            queries.contract(contract)


def test_the_check_sees_terms_with_a_gap(firm: Firm, company: int, at: datetime) -> None:
    from optom.domain.companies.models import Terms  # noqa: PLC0415 -- only the vandal needs it

    contract = sign(firm, company)
    companies.set_terms(contract=contract, terms=TermsNumbers(), reason="", actor=None, at=at)
    Terms.objects.filter(contract_id=contract, valid_to=None).update(valid_from=at + timedelta(days=1))

    assert [broken.subject for broken in queries.broken_books()] == [f"companies.contract:{contract}"]

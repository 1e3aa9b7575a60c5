"""A contract is signed with its first terms: the client buys at once; who sets no terms signs at the standing ones."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from optom.base.refusal import Refusal, reasons_of
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import STANDING, Agreement, TermsNumbers
from optom.domain.journal import queries as journal
from optom.domain.pricing import actions as pricing
from optom.domain.pricing import queries
from optom.domain.pricing.actions import ByColumn
from optom.domain.pricing.models import Column
from tests.books import all_books
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
GENEROUS = TermsNumbers(credit_limit=dec(5000), deferral_days=14)


@pytest.fixture
def agreement(firm: Firm) -> Agreement:
    company = companies.contract(firm.client("Болт", "7700000016")).company
    return Agreement(seller=firm.seller, company=company, number=" 7/26 ", signed_on=date(2026, 11, 1))


def test_the_director_signs_at_terms_of_his_own(firm: Firm, agreement: Agreement, at: datetime) -> None:
    boss, product = firm.person("boss", "director"), firm.product("6204-2RS", price=100)
    said: dict[str, Any] = {"agreement": agreement, "terms": GENEROUS, "prices": ByColumn(firm.wholesale, dec(10))}
    contract = pricing.sign_contract(**said, actor=boss, at=at)

    assert companies.contract(contract).number == "7/26"
    assert companies.terms(contract, at).owner == boss
    assert queries.prices(contract=contract, quantities={product: dec(1)}, at=at)[product].price == dec(90)
    acts = [entry.act for entry in journal.entries(subject=f"companies.contract:{contract}")]
    assert acts == ["pricing.set_scheme", "companies.sign_contract"]
    assert all_books() == []


def test_a_manager_signs_at_the_standing_terms_only(firm: Firm, agreement: Agreement, at: datetime) -> None:
    hunter = firm.person("hunter", "manager")
    prices = ByColumn(firm.retail, dec(5))

    with pytest.raises(Refusal) as error:
        pricing.sign_contract(agreement=agreement, terms=GENEROUS, prices=prices, actor=hunter, at=at)
    fields = [(reason.code, reason.facts["field"]) for reason in reasons_of(error.value)]
    assert fields == [
        ("companies.terms_not_standing", "deferral_days"),
        ("companies.terms_not_standing", "credit_limit"),
        ("pricing.not_standing", "column"),
        ("pricing.not_standing", "discount"),
    ]

    standing = queries.standing_column("RUB")
    assert standing is not None
    usual = ByColumn(standing.id)
    assert pricing.sign_contract(agreement=agreement, terms=STANDING, prices=usual, actor=hunter, at=at)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_signed(
    firm: Firm, agreement: Agreement, at: datetime
) -> None:
    wrong = replace(agreement, seller=0, number=" ", currency="XXX")
    prices = ByColumn(0, dec(100), Decimal(0))
    with pytest.raises(Refusal) as error:
        pricing.sign_contract(agreement=wrong, terms=TermsNumbers(deferral_days=-1), prices=prices, actor=None, at=at)

    fields = [reason.facts["field"] for reason in reasons_of(error.value)]
    assert fields == ["number", "currency", "seller", "deferral_days", "column", "discount", "rounding"]
    assert len(companies.contracts_of_company(agreement.company)) == 1


def test_a_column_sells_only_in_its_own_currency(firm: Firm, agreement: Agreement, at: datetime) -> None:
    dollars = Column.objects.create(code="usd", name="Доллары", currency="USD", position=3).pk
    told: dict[str, Any] = {"agreement": agreement, "terms": STANDING, "actor": None, "at": at}

    with pytest.raises(Refusal, match=r"pricing\.currency_differs"):
        pricing.sign_contract(prices=ByColumn(dollars), **told)
    contract = pricing.sign_contract(prices=ByColumn(firm.wholesale), **told)
    with pytest.raises(Refusal, match=r"pricing\.currency_differs"):
        pricing.set_scheme(contract=contract, column=dollars, discount=dec(0), rounding=dec("0.01"), actor=None, at=at)


def test_a_number_is_signed_once_between_two_sides(firm: Firm, agreement: Agreement, at: datetime) -> None:
    said: dict[str, Any] = {"terms": STANDING, "prices": ByColumn(firm.wholesale), "actor": None, "at": at}
    pricing.sign_contract(agreement=agreement, **said)

    with pytest.raises(Refusal, match=r"companies\.contract_exists"):
        pricing.sign_contract(agreement=agreement, **said)


def test_the_warehouse_signs_nothing(firm: Firm, agreement: Agreement, at: datetime) -> None:
    said: dict[str, Any] = {"agreement": agreement, "terms": STANDING, "prices": ByColumn(firm.wholesale)}
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        pricing.sign_contract(**said, actor=firm.person("walter", "warehouse"), at=at)

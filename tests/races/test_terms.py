"""A person sets the terms of a contract while those that rules have made come into force: both are done, his last."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from optom.domain.agreeing import actions as agreeing
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal
from optom.domain.policy.queries import Policy, Rule
from optom.domain.pricing import actions as pricing
from optom.domain.pricing import queries as prices
from tests.races.together import Meanwhile, refusals
from tests.trade import dec

if TYPE_CHECKING:
    from tests.domain.shipping.deliveries import Delivery

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """He sets seven per cent, right after the rules' five have been written and before they hold."""
    act = Meanwhile(
        lambda: pricing.set_scheme(
            contract=delivery.contract, column=delivery.firm.wholesale, discount=dec(7), rounding=dec("0.01"),
            actor=None, at=delivery.at + timedelta(seconds=1),
        )
    )  # fmt: skip
    monkeypatch.setattr(journal, "record_each", act.after(journal.record_each))
    return act


def follow_rules(delivery: Delivery) -> int:
    """The proposal of five per cent comes into force."""
    agreeing.follow(contracts=[delivery.contract], actor=None, at=delivery.at)
    version = agreeing.write(policy=Policy(rules=(Rule("", "5%"),)), expected=0, actor=None, at=delivery.at)
    return agreeing.propose(version=version, actor=None, at=delivery.at)


def terms(delivery: Delivery) -> list[int]:
    return [int(one.discount) for one in prices.schemes(delivery.contract)]


def test_without_the_lock_his_terms_break_on_those_of_the_rules(
    delivery: Delivery, other: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(companies, "lock_contract", lambda _contract: 0)
    proposal = _quietly(delivery, monkeypatch)

    agreeing.approve(proposal=proposal, actor=None, at=delivery.at)

    assert refusals([other.answer()]) == ["IntegrityError"], "the harm: two terms in force at once, or an error"
    assert terms(delivery) == [5, 0]


def test_who_sets_terms_meanwhile_waits_for_his_turn_and_has_the_last_word(
    delivery: Delivery, other: Meanwhile, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = _quietly(delivery, monkeypatch)

    assert agreeing.approve(proposal=proposal, actor=None, at=delivery.at) == 1

    assert other.answer() is None
    assert terms(delivery) == [7, 5, 0]


def _quietly(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> int:
    """The proposal, before anybody comes into its way."""
    noisy = journal.record_each
    monkeypatch.setattr(journal, "record_each", noisy.__wrapped__)  # type: ignore[attr-defined]
    proposal = follow_rules(delivery)
    monkeypatch.setattr(journal, "record_each", noisy)
    return proposal

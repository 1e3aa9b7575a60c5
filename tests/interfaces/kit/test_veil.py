"""Sums that not everybody may see are never told to him, whatever refuses."""

import re
from string import Formatter

import pytest

from optom.base.refusal import Refusal, Refusals
from optom.interfaces.kit import words
from optom.interfaces.kit.veil import OF_BANKS, OF_GOODS, OF_MONEY, veiled
from optom.interfaces.kit.words import worded
from optom.interfaces.kit.words.refusals import REFUSALS


def facts_of(code: str) -> set[str]:
    """The facts that the words of a refusal name."""
    texts = REFUSALS[code]
    return {name for text in texts for _, name, _, _ in Formatter().parse(str(text)) if name}


def tells_sums(code: str) -> bool:
    facts = facts_of(code)
    sums = facts & words._MONEY
    return bool(sums - {"minimum"} if "multiple" in facts else sums)


def test_every_refusal_with_sums_is_said_to_be_for_all_or_not() -> None:
    assert {code for code in REFUSALS if tells_sums(code)} == OF_MONEY.keys() | OF_GOODS | OF_BANKS
    assert not OF_MONEY.keys() & (OF_GOODS | OF_BANKS)


@pytest.mark.parametrize("code", sorted(OF_MONEY))
def test_what_is_veiled_tells_no_figure_and_what_to_do(code: str) -> None:
    refusal = Refusal(code, **dict.fromkeys(facts_of(code), 777))

    assert any("777" in one["text"] + str(one["help"]) for one in worded(refusal))
    with veiled(OF_MONEY):
        [told] = worded(refusal)
    assert not re.search(r"\d", told["text"] + told["help"])
    assert told["code"] in REFUSALS


def test_reasons_that_are_told_alike_are_told_once() -> None:
    reasons = Refusals([Refusal("credit.exceeded"), Refusal("credit.overdue"), Refusal("orders.reservation_limit")])
    with veiled(OF_MONEY):
        assert [one["code"] for one in worded(reasons)] == ["credit.ask_colleague", "orders.ask_colleague"]

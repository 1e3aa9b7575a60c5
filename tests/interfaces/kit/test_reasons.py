"""No refusal is forgotten: each leads to its derivation, or stands among those that tell all themselves."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import resolve, reverse

import optom
from optom.base.refusal import Refusal
from optom.interfaces.kit.veil import OF_MONEY, veiled
from optom.interfaces.kit.words import worded
from optom.interfaces.kit.words.reasons import WAYS, about
from optom.interfaces.kit.words.refusals import REFUSALS
from optom.interfaces.kit.words.tells_all import TELLS_ALL

NUMBERS = ("person", "product", "line", "order", "draft", "approval", "shipment", "paper", "centre", "user")
FROM_THE_ADDRESS = {"person", "actor", "money_act", "draft", "order", "approval", "shipment", "line"}


def raised() -> Iterator[tuple[str, set[str] | None]]:
    """Each place where the program says no: the code and the names of its facts; None where others name them."""
    for file in Path(optom.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Refusal" and call.args:
                names = [keyword.arg for keyword in call.keywords]
                if isinstance(code := call.args[0], ast.Constant):
                    yield str(code.value), None if None in names else {name for name in names if name}


def test_every_refusal_leads_to_its_derivation_or_tells_all_itself() -> None:
    assert REFUSALS.keys() == WAYS.keys() | TELLS_ALL
    assert not WAYS.keys() & TELLS_ALL


def test_each_way_leads_to_a_page_that_there_is() -> None:
    facts = {**dict.fromkeys(NUMBERS, 7), "act": "order", "article": "6204", "quantity": Decimal(5)}
    found = {}
    with about(contract=3, actor=1, given={}):
        for code in WAYS:
            [told] = worded(Refusal(code, **facts))
            found[code] = resolve(urlsplit(told["why"]).path)
    assert {match.namespace for match in found.values()} == {"kit"}
    assert all(match.kwargs["contract"] == 3 for match in found.values())
    assert found["orders.not_multiple"].kwargs["number"] == 7


def test_whoever_says_no_tells_the_facts_by_which_it_is_explained() -> None:
    """Where the page is about a line, its number is among the facts, or in the address of the act that refused."""
    lacking = defaultdict(set)
    for code, facts in raised():
        if facts is None or code not in WAYS:
            continue
        known = facts | FROM_THE_ADDRESS
        if not any(not way.of or way.of in known for way in WAYS[code]):
            lacking[code].add(frozenset(facts))
    assert dict(lacking) == {}
    assert len({code for code, _ in raised()} & WAYS.keys()) > 40


def test_a_no_about_money_leads_whom_it_is_not_told_to_who_may_see_it() -> None:
    with about(contract=3, actor=1, given={}), veiled(OF_MONEY):
        [told] = worded(Refusal("credit.exceeded", limit=5))
    assert told["why"] == reverse("kit:why-right", args=[3]) + "?act=money&person=1"


def test_out_of_a_contract_nothing_is_explained() -> None:
    assert worded(Refusal("credit.exceeded"))[0]["why"] is None

"""The director writes a rule of terms, sees what it makes of a client, proposes it; another puts it into force."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.stories.visiting import Visit, signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story


def test_a_rule_is_tried_proposed_and_approved(page: Page, firm: Firm, visitor: Visit) -> None:
    from optom.domain.agreeing import actions as agreeing  # noqa: PLC0415 -- after Django knows its settings
    from optom.domain.pricing import queries as prices  # noqa: PLC0415 -- the same

    contract = firm.client("Механик", "7700000009", firm.person("alice"))
    agreeing.follow(contracts=[contract], actor=None, at=timezone.now())
    for name in ("dora", "don"):
        firm.person(name, "director")
    director = signed_in(page, "dora")
    director.goto("office/prices/terms/")
    rules = director.locator("[data-part=rules]")
    rules.get_by_role("button", name="+ строка").click()
    rule = rules.locator("tbody tr").first
    rule.locator("[data-cell=name]").fill("Старый клиент")
    rule.locator("[data-cell=condition]").fill("клиент = «Механик»")
    rule.locator("[data-cell=price]").fill("5%")
    director.get_by_placeholder("Клиент, ИНН или номер договора").fill("Механик")
    director.locator(".offers li", has_text="Механик").click()
    expect(director.locator(".tried")).to_contain_text("5 %")
    director.get_by_role("button", name="Предложить условия").click()
    expect(director.get_by_text("утверждает второй директор")).to_be_visible()
    proposal = re.sub(r"^.*?(office/.*)$", r"\1", director.url)

    second = visitor("don")
    second.goto(proposal)
    expect(second.locator("revogr-data .rgCell", has_text="Старый клиент").first).to_be_visible()
    second.get_by_role("button", name="Ввести в действие сейчас").click()
    expect(second.get_by_text("Действуют условия 1 договора")).to_be_visible()
    assert prices.schemes(contract)[0].discount == dec(5)

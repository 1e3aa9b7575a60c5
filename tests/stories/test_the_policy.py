"""The director pastes a ladder out of Excel into the policy, corrects it while he is told, and saves."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from optom.domain.policy import actions
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy
from tests.stories.visiting import signed_in
from tests.trade import Firm, dec

pytestmark = pytest.mark.story


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")


def test_a_ladder_is_pasted_checked_taken_back_and_saved(page: Page, firm: Firm) -> None:
    firm.person("boss", "director")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signed_in(page, "boss").goto("office/prices/policy/")
    tables, rules = page.locator("[data-part=tables]"), page.locator("[data-part=rules]")
    tables.get_by_role("button", name="строка").click()
    page.keyboard.type("наценка")
    paste(page, "От\tНаценка\nот 0\t92 %\nот 1\u00a0000\tмного\n5\u202f000\t1,7")
    expect(tables.locator("tbody tr")).to_have_count(3)
    expect(tables.locator(".error")).to_contain_text("много")
    page.keyboard.press("Control+z")
    expect(tables.locator("tbody tr")).to_have_count(1)
    page.keyboard.press("Control+y")
    expect(tables.locator("tbody tr")).to_have_count(3)
    tables.locator("[data-cell=value]").nth(1).fill("85%")
    expect(tables.locator(".error")).to_have_count(0)

    tables.locator("tbody th.n").last.click()
    page.keyboard.press("Delete")
    expect(tables.locator("tbody tr")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(tables.locator("tbody tr")).to_have_count(3)

    rules.get_by_role("button", name="строка").click()
    rules.locator("[data-cell=column]").select_option("retail")
    rules.locator("[data-cell=price]").click()
    page.keyboard.type('100 * ПРОСМОТР(вес; "нац')
    page.keyboard.press("Enter")
    page.keyboard.type(")")
    expect(rules.locator("[data-cell=price]")).to_have_value('100 * ПРОСМОТР(вес; "наценка")')
    expect(rules.locator(".brackets mark")).to_have_count(2)
    page.keyboard.press("Control+s")
    expect(page.locator(".saving [role=status]")).to_have_text("сохранено")
    rules.locator("[data-cell=reason]").fill("осень")
    page.keyboard.press("Control+s")
    page.keyboard.press("Control+s")
    expect(page.locator(".saving [role=status]")).to_have_text("сохранено")
    assert [one.value for one in policies.draft().policy.tables[0].rungs] == [dec("0.92"), dec("0.85"), dec("1.7")]
    assert policies.draft().edits == 2


def test_why_it_is_not_saved_stays_while_one_goes_on_typing(page: Page, firm: Firm, at: datetime) -> None:
    boss = firm.person("boss", "director")
    signed_in(page, "boss").goto("office/prices/policy/")
    names = page.locator("[data-part=names]")
    names.get_by_role("button", name="строка").click()
    page.keyboard.type("мы")
    actions.change_draft(policy=Policy(corridor="change < 1%"), expected=0, actor=boss, at=at)
    page.keyboard.press("Control+s")
    over = page.get_by_role("button", name="Сохранить моё поверх")
    expect(over).to_be_visible()
    with page.expect_response("**/check/"):
        names.locator("[data-cell=formula]").fill("1")
    expect(page.locator(".error")).to_have_count(0)
    over.click()
    expect(over).to_have_count(0)
    assert [one.formula for one in policies.draft().policy.names] == ["1"]

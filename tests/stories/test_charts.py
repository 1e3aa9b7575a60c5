"""A director opens the charts of a publication, and what he presses is shown in the sheet beside them."""

import pytest
from django.utils import timezone
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.stories.visiting import signed_in
from tests.trade import Firm

pytestmark = pytest.mark.story


@pytest.fixture
def made(firm: Firm) -> int:
    """A drill becomes dearer, a saw would leap and is held back: a bar of one guard."""
    from optom.domain.policy import actions  # noqa: PLC0415 -- after Django knows its settings
    from optom.domain.policy.document import Guard, Policy, Rule  # noqa: PLC0415 -- the same

    firm.product("DRILL", price=90)
    firm.product("SAW", price=20)
    policy = Policy(rules=(Rule("wholesale", "100"),), guards=(Guard("Не вдвое", "IFBLANK(change, 0) < 1"),))
    return actions.simulate(policy=policy, actor=firm.person("boss", "director"), at=timezone.now())


def test_what_is_pressed_in_a_chart_is_shown_in_the_sheet(page: Page, firm: Firm, made: int) -> None:
    forbidden: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            forbidden.append(message.text)

    page.on("console", heard)
    firm.person("second", "director")
    signed_in(page, "second")
    page.goto(f"office/prices/publications/{made}/")
    expect(page.get_by_text("Найдено 2")).to_be_visible()
    page.get_by_text("Диаграммы", exact=True).click()
    guards = page.locator("figure", has_text="Что задержали ограничители")
    guards.locator("canvas").scroll_into_view_if_needed()
    expect(guards).to_have_attribute("data-chart", "drawn")

    guards.locator("canvas").click()  # one bar, from edge to edge
    expect(page.get_by_text("Найдено 1")).to_be_visible()
    assert "guard=1" in page.url

    guards.get_by_text("То же таблицей").click()
    expect(guards.get_by_role("row", name="Не вдвое")).to_contain_text("1")
    assert not forbidden, "charts ask for nothing that pages may not do"

"""A real browser before the real program: what the stories walk through."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from tests.chromium import NO_CHROMIUM, find_chromium
from tests.live import LiveServer, serving
from tests.stories.visiting import Visit, signed_in

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from collections.abc import Iterator

    from tests.databases import TestDatabase
    from tests.trade import Firm

# playwright's synchronous interface runs a loop in the test's thread, which Django takes for an asynchronous program.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# How long a page may take before a story fails: what a busy machine needs, for who passes never waits for it.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# No sandbox: root has none in a container. The rest keeps the browser off the network and QUIC out of the way.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Without one the stories are skipped, but never in a run that must prove all."""
    program = find_chromium()
    if program is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_CHROMIUM)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def web_process(
    django_db_setup: None,
    test_database: TestDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[LiveServer]:
    """One web process for all stories of this worker."""
    with serving(test_database.name, log=tmp_path_factory.mktemp("live") / "web.log") as server:
        yield server


@pytest.fixture(autouse=True)
def _one_day() -> None:
    """Today is today until the story has ended."""
    from tests.midnight import not_before_midnight  # noqa: PLC0415 -- after Django knows its settings

    not_before_midnight(300)


@pytest.fixture
def live(transactional_db: None, web_process: LiveServer) -> LiveServer:
    """The running program over the test's own rows; rate limits begin anew."""
    cache.clear()
    return web_process


@pytest.fixture
def firm(live: LiveServer) -> Firm:
    """Founded a month ago: pages read the clock."""
    from tests.trade import found_firm  # noqa: PLC0415 -- its types are made by the extension at import

    return found_firm(timezone.now() - timedelta(days=30))


@pytest.fixture
def visitor(browser: Browser, live: LiveServer) -> Iterator[Visit]:
    """Opens pages for other people beside the first one; for nobody where no name is given."""
    contexts = []

    def visit(name: str) -> Page:
        context = browser.new_context(base_url=live.url, locale="ru-RU", timezone_id="Europe/Moscow")
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return signed_in(context.new_page(), name) if name else context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def page(browser: Browser, live: LiveServer, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A visitor's page, in Russian, in Moscow. A script's error or a 500 fails the story; its end is photographed."""
    context = browser.new_context(
        base_url=live.url, locale="ru-RU", timezone_id="Europe/Moscow", viewport={"width": 1440, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    tab = context.new_page()
    _slow_down(tab)
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    tab.on("response", lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    yield tab
    _photograph(tab, request)
    _come_to_rest(tab)
    context.close()
    assert not faults, "\n".join([*faults, *live.log.read_text().splitlines()[-40:]])


def _slow_down(tab: Page) -> None:
    """``STORIES_SLOWED=6``: the browser on a machine six times slower, which shows what a story leaves to luck."""
    rate = os.environ.get("STORIES_SLOWED")
    if rate:
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": float(rate)})


def _come_to_rest(tab: Page) -> None:
    """Leave the page: a browser that is closed while it goes on to another one may wait for ever."""
    with suppress(Error):
        tab.goto("about:blank", timeout=5_000)


def _photograph(tab: Page, request: pytest.FixtureRequest) -> None:
    """How the story ended, for whoever reads a failure. That a busy browser gives no picture fails no story."""
    folder = request.config.cache.mkdir("stories")
    try:
        tab.screenshot(path=folder / f"{request.node.name}.png")
    except Error as refusal:
        logging.getLogger(__name__).warning("no picture of the end of the story: %s", refusal)

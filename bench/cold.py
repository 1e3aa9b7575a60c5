"""Pages in a real browser that has nothing of them yet: from the address to the first rows, and what all of it weighs.

A web process of its own answers; every round has a new browser profile, signed in and with an empty cache. The floor is
the sign-in page, which is plain words: what a browser, a connection and a page cost by themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.measuring import Result, parser, percentile, say
from optom.domain.accounts.models import User
from tests.chromium import NO_CHROMIUM, find_chromium
from tests.live import serving

ROUNDS = 15
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# the contract with the most orders, and somebody who may look at all of it
_BUSIEST = """
select o.contract_id, min(m.user_id) from orders_order o join companies_membership m on m.company_id = o.company_id
where m.role = 'owner' group by o.contract_id order by count(distinct o.id) desc, o.contract_id limit 1
"""
_HAS_ROWS = "() => [...document.querySelectorAll('revogr-data .rgCell')].some(cell => cell.textContent.trim() !== '')"
_HAS_WORDS = "() => document.querySelector('[name=login]') !== null"
_SHEETS = ("catalog", "orders", "reserves", "shipments", "papers", "money/statement")


@dataclass(frozen=True, slots=True)
class Opened:
    """A page with its first rows: after how many seconds, and how many kB came over the wire, scripts apart."""

    seconds: float
    kilobytes: float
    scripts: float


def main(arguments: Sequence[str]) -> int:
    """Measure every page; 0 when it was possible, 1 where there is no browser."""
    given = parser("cold", "open pages in a browser with an empty cache").parse_args(arguments)
    program = find_chromium()
    if program is None:
        print(NO_CHROMIUM)
        return 1
    with connection.cursor() as cursor:
        cursor.execute(_BUSIEST)
        contract, person = cursor.fetchone()
    session = _session(person)
    database = connection.settings_dict["NAME"]
    with (
        TemporaryDirectory() as folder,
        serving(database, log=Path(folder) / "web.log") as live,
        sync_playwright() as own,
    ):
        browser = own.chromium.launch(executable_path=program, args=_ARGUMENTS)
        say(_measured(browser, live.url, contract, session, given.size), as_json=given.json)
        browser.close()
    return 0


def _session(person: int) -> str:
    client = Client()
    client.force_login(User.objects.get(pk=person), backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _measured(browser: Browser, url: str, contract: int, session: str, size: str) -> Iterator[Result]:
    floor = _opened(browser, url, "accounts/login/", "", _HAS_WORDS)
    yield _result("sign-in, plain words", size, floor, None)
    for sheet in _SHEETS:
        opened = _opened(browser, url, f"c/{contract}/{sheet}/", session, _HAS_ROWS)
        yield _result(f"{sheet}, first rows", size, opened, percentile([one.seconds for one in floor], 50))


def _opened(browser: Browser, url: str, address: str, session: str, is_there: str) -> list[Opened]:
    _once(browser, url, address, session, is_there)  # the server's own first time is not the browser's
    return [_once(browser, url, address, session, is_there) for _ in range(ROUNDS)]


def _once(browser: Browser, url: str, address: str, session: str, is_there: str) -> Opened:
    context = browser.new_context(base_url=url, locale="ru-RU", viewport={"width": 1280, "height": 800})
    try:
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        return _timed(context, address, is_there)
    finally:
        context.close()


def _timed(context: BrowserContext, address: str, is_there: str) -> Opened:
    page = context.new_page()
    weights = _weighed(page)
    page.goto(address, wait_until="commit")
    page.wait_for_function(is_there, polling="raf")
    seconds = float(page.evaluate("performance.now()")) / 1000
    page.wait_for_load_state("networkidle")
    scripts = sum(weight for kind, weight in weights if kind == "Script")
    return Opened(seconds, sum(weight for _, weight in weights) / 1024, scripts / 1024)


def _weighed(page: Page) -> list[tuple[str, float]]:
    """What comes over the wire from now on, by kind, in bytes as they are packed."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    kinds: dict[str, str] = {}
    weights: list[tuple[str, float]] = []
    devtools.on("Network.responseReceived", lambda told: kinds.update({told["requestId"]: told["type"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda told: weights.append((kinds.get(told["requestId"], ""), told["encodedDataLength"])),
    )
    return weights


def _result(case: str, size: str, opened: Sequence[Opened], floor: float | None) -> Result:
    seconds = [one.seconds for one in opened]
    heaviest = max(opened, key=lambda one: one.kilobytes)
    middle = percentile(seconds, 50)
    return Result(
        bench="cold",
        case=f"{case} ({heaviest.kilobytes:.0f} kB, js {heaviest.scripts:.0f})",
        size=size,
        p50_ms=middle,
        p95_ms=percentile(seconds, 95),
        per_s=len(seconds) / sum(seconds),
        floor_p50_ms=floor,
        ratio=middle / floor if floor else None,
    )

# ruff: noqa: INP001, T201 -- a script, not a package
"""Take the pictures of `docs/screens`: every page of the program in Russian and in English, wide and on a phone.

Start the demo firm in a home of its own (`OPTOM_HOME=$(mktemp -d)/.optom OPTOM_PORT=8010 make run`) and say where it
answers: `.venv/bin/python scripts/photograph.py http://localhost:8010`. Names after the address take only those pages.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "screens"
LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
SIZES = {"wide": (1280, 800), "phone": (390, 844)}
PHONE = 640  # below it a sheet is a list
COLOURS = 128
OWNED = "«Механик»"
PASSWORD = "podshipnik-6204"  # noqa: S105 -- the demo prints it for everybody to try
Steps = Callable[[Page], object]


def _nothing(_: Page) -> None:
    """The page as it comes."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as one of the demo's people sees it: ``{c}`` is his contract; ``then`` leads on from the address."""

    name: str
    who: str
    address: str
    then: Steps = _nothing
    sizes: tuple[str, ...] = ("wide", "phone")


def first(pattern: str) -> Steps:
    """On to the first link that looks so."""

    def go(page: Page) -> None:
        page.wait_for_function("p => [...document.links].some(a => new RegExp(p).test(a.pathname))", arg=pattern)
        found = page.evaluate("p => [...document.links].find(a => new RegExp(p).test(a.pathname)).href", pattern)
        page.goto(found)

    return go


def panel(row: int = 0) -> Steps:
    """The details of a row beside the sheet."""

    def go(page: Page) -> None:
        if is_phone(page):
            page.locator("optom-sheet .opens").nth(row).click()
        else:
            page.locator(f"revogr-viewport-scroll.rgCol .rgCell[data-rgrow='{row}']").first.click()
            page.keyboard.press("Control+Enter")
        page.locator("[data-panel]").wait_for()

    return go


def is_phone(page: Page) -> bool:
    return page.viewport_size is not None and page.viewport_size["width"] < PHONE


def act(name: str, *, row: int = 0) -> Steps:
    """The dialog of an act on a row."""

    def go(page: Page) -> None:
        if is_phone(page):
            page.locator("optom-sheet .pick").nth(row).check()
        else:
            page.locator(f"revogr-viewport-scroll.rgCol .rgCell[data-rgrow='{row}']").first.click()
            page.keyboard.press("Space")
        press(page, f"[data-act='{name}']")
        page.locator("dialog[open]").wait_for()

    return go


def press(page: Page, button: str) -> None:
    """Press it, also where it lies in a menu."""
    found = page.locator(f"button{button}")
    if not found.is_visible():
        page.locator("details.more > summary").click()
    found.click()


def rules(page: Page) -> None:
    """The part of the terms that tells of special prices."""
    page.locator("form[action*='/rules/'], form[action*='/fixed/']").first.evaluate("e => e.scrollIntoView()")


def make_a_link(page: Page) -> None:
    """A link for the accountant, and the page that it opens."""
    page.locator("form.line .btn.primary").click()
    page.goto(page.locator("#made").input_value())


def refused_checkout(page: Page) -> None:
    """A draft with a quantity that there is none of: nothing is ordered past it."""
    first(r"/drafts/\d+/$")(page)
    settle(page)
    page.locator("revogr-data .rgCell.is-editable").first.click()
    page.keyboard.type("-5")
    page.keyboard.press("Enter")
    settle(page)
    page.wait_for_timeout(1000)


def show_list(page: Page) -> None:
    """What a price list would change, before it is put into force."""
    rows = "Артикул;Бренд;Опт\n6003.2RSR;FAG;437,03\n61903ZZCN;ASAHI;181,50\nнет-такого-1;SKF;100\n"
    page.set_input_files("#file", {"name": "Прайс.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.locator("form.requisites .btn.primary").first.click()


def compare_books(page: Page) -> None:
    """The card of the buyer's account beside the seller's ledger: the month before today."""
    is_russian = page.evaluate("document.documentElement.lang") == "ru"
    today = date.today()  # noqa: DTZ011 -- the day on the wall of who takes the pictures
    shape = "%d.%m.%Y" if is_russian else "%Y-%m-%d"
    page.fill("#since", f"{today - timedelta(days=30):{shape}}")
    page.fill("#until", f"{today:{shape}}")
    card = f"Дата;Документ;Дебет;Кредит\n{today - timedelta(days=2):%d.%m.%Y};вх. 320;;7000,00\n"
    page.set_input_files("#file", {"name": "Карточка 60.csv", "mimeType": "text/csv", "buffer": card.encode("cp1251")})
    page.locator("form[enctype] .btn.primary").click()
    page.wait_for_url(re.compile(r"/reconciliation/\d+/"))


def below(page: Page) -> None:
    """The end of a long page."""
    page.locator(".sheet").evaluate("e => { e.scrollTop = e.scrollHeight }")


def chip(place: int) -> Steps:
    """On to one of the reports beside each other."""

    def go(page: Page) -> None:
        page.locator(".chips a.chip").nth(place).click()

    return go


def find(page: Page) -> None:
    """What is found everywhere, below the one search."""
    page.type("[data-search]", "526")
    page.wait_for_timeout(1500)


def confirm_oneself(page: Page) -> None:
    """The password once more, where it is asked for."""
    if page.locator("[name=password]").count():
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")


def unseen(page: Page) -> None:
    page.fill("[name=number]", "6204")
    page.locator("form .btn").first.click()


def type_quantities(page: Page) -> None:
    """Quantities into the first rows, as they are typed there: a draft opens by itself."""
    if is_phone(page):
        return
    page.locator("revogr-data .rgCell.is-editable").first.click()
    for quantity in ("10", "4", "25"):
        page.keyboard.type(quantity)
        page.keyboard.press("Enter")


def why(cell: str) -> Steps:
    """The derivation of a cell, unfolded."""

    def go(page: Page) -> None:
        page.locator(f"revogr-data .rgCell{cell}").first.click()
        settle(page)
        page.keyboard.press("Alt+f")

    return go


def chain(*steps: Steps) -> Steps:
    def go(page: Page) -> None:
        for step in steps:
            step(page)
            settle(page)

    return go


BUYER, ABROAD, WAREHOUSE, FINANCE = "buyer", "abroad", "warehouse", "finance"
DIRECTOR, ADMINISTRATOR, NOBODY = "director", "administrator", ""
WIDE = ("wide",)
CLIENT = first(r"/office/clients/\d+/$")
TERMS = chain(first(r"/clients/\d+/$"), first(r"/clients/\d+/terms/$"))
SHOTS: tuple[Shot, ...] = (
    Shot("sign-in", NOBODY, "accounts/login/"),
    Shot("password-forgotten", NOBODY, "accounts/password/reset/"),
    Shot("source", NOBODY, "source/"),
    Shot("catalog", BUYER, "c/{c}/catalog/"),
    Shot("catalog-product", BUYER, "c/{c}/catalog/", panel(1)),
    Shot("catalog-filters", BUYER, "c/{c}/catalog/", lambda page: page.keyboard.press("Control+Shift+L"), WIDE),
    Shot("catalog-why", BUYER, "c/{c}/catalog/", why("[data-rgrow='1'][data-rgcol='2']"), WIDE),
    Shot("catalog-picked", BUYER, "c/{c}/catalog/", type_quantities, WIDE),
    Shot("catalog-found", BUYER, "c/{c}/catalog/", find, WIDE),
    Shot("catalog-nothing", BUYER, "c/{c}/catalog/?q=нетничего"),
    Shot("keyboard", BUYER, "c/{c}/catalog/", lambda page: page.keyboard.press("Shift+?"), WIDE),
    Shot("why-price", BUYER, "c/{c}/catalog/", chain(panel(1), first(r"^/why/\d+/\d+/$"))),
    Shot("why-unseen", BUYER, "why/{c}/unseen/", unseen),
    Shot("why-limit", BUYER, "why/{c}/limit/"),
    Shot("draft", BUYER, "c/{c}/catalog/", first(r"/drafts/\d+/$")),
    Shot("draft-refused", BUYER, "c/{c}/catalog/", refused_checkout, WIDE),
    Shot("orders", BUYER, "c/{c}/orders/"),
    Shot("order", BUYER, "c/{c}/orders/", first(r"/orders/\d+/$")),
    Shot("order-invoice", BUYER, "c/{c}/orders/", chain(first(r"/orders/\d+/$"), act("invoice"))),
    Shot("order-cancel", BUYER, "c/{c}/orders/?q=ремонт", chain(first(r"/orders/\d+/$"), act("cancel")), WIDE),
    Shot("reserves", BUYER, "c/{c}/reserves/"),
    Shot("reserve", BUYER, "c/{c}/reserves/", panel()),
    Shot("reserve-change", BUYER, "c/{c}/reserves/", act("change", row=3), WIDE),
    Shot("reserve-split", BUYER, "c/{c}/reserves/", act("split", row=3), WIDE),
    Shot("reserve-replace", BUYER, "c/{c}/reserves/", act("replace", row=3)),
    Shot("reserve-move", BUYER, "c/{c}/reserves/", act("move", row=3), WIDE),
    Shot("reserve-release", BUYER, "c/{c}/reserves/", act("release", row=3)),
    Shot("approvals", BUYER, "c/{c}/approvals/"),
    Shot("approval", BUYER, "c/{c}/approvals/", first(r"/approvals/\d+/$")),
    Shot("shipments", BUYER, "c/{c}/shipments/"),
    Shot("shipment", BUYER, "c/{c}/shipments/", first(r"/shipments/\d+/$")),
    Shot("shipment-accepted", BUYER, "c/{c}/shipments/?stage=disputed", first(r"/shipments/\d+/$")),
    Shot("shipment-accept", BUYER, "c/{c}/shipments/?stage=delivered", first(r"/shipments/\d+/$")),
    Shot("shipment-ask", BUYER, "c/{c}/shipments/ask/"),
    Shot("papers", BUYER, "c/{c}/papers/"),
    Shot("papers-zip", BUYER, "c/{c}/papers/zip/"),
    Shot("papers-by-link", BUYER, "c/{c}/papers/links/", make_a_link),
    Shot("papers-links", BUYER, "c/{c}/papers/links/"),
    Shot("papers-advance", BUYER, "c/{c}/papers/advance/"),
    Shot("money", BUYER, "c/{c}/money/"),
    Shot("money-statement", BUYER, "c/{c}/money/statement/"),
    Shot("money-open", BUYER, "c/{c}/money/open/"),
    Shot("money-freed", BUYER, "c/{c}/money/?pay=50000"),
    Shot("money-aging", BUYER, "c/{c}/money/", first(r"/money/aging/")),
    Shot("money-due", BUYER, "c/{c}/money/due/"),
    Shot("money-turnover", BUYER, "c/{c}/money/", first(r"/money/turnover/")),
    Shot("reconciliation", BUYER, "c/{c}/money/reconciliation/"),
    Shot("reconciliation-compared", BUYER, "c/{c}/money/reconciliation/", compare_books),
    Shot("why-order", BUYER, "c/{c}/orders/", chain(first(r"/orders/\d+/$"), first(r"^/why/"))),
    Shot("company", BUYER, "c/{c}/company/"),
    Shot("company-person", BUYER, "c/{c}/company/", first(r"/people/\d+/")),
    Shot("company-colleague", BUYER, "c/{c}/company/people/new/"),
    Shot("company-address", BUYER, "c/{c}/company/addresses/new/"),
    Shot("company-centres", BUYER, "c/{c}/company/centres/"),
    Shot("company-journal", BUYER, "c/{c}/company/journal/"),
    Shot("sessions", BUYER, "accounts/sessions/"),
    Shot("second-factor", BUYER, "accounts/2fa/"),
    Shot("letters", BUYER, "c/{c}/papers/letters/"),
    Shot("penalties", BUYER, f"c/{{c}}/money/penalties/{date.today()}/"),  # noqa: DTZ011 -- as the firm has it
    Shot("passkey", BUYER, "accounts/2fa/webauthn/add/", confirm_oneself),
    Shot("authenticator", BUYER, "accounts/2fa/totp/activate/", confirm_oneself),
    Shot("password", BUYER, "accounts/password/change/"),
    Shot("not-found", BUYER, "c/{c}/orders/999999999/"),
    Shot("abroad-statement", ABROAD, "c/{c}/money/statement/"),
    Shot("abroad-papers", ABROAD, "c/{c}/papers/", panel(2), WIDE),
    Shot("office-picking", WAREHOUSE, "office/picking/"),
    Shot("office-warehouses", WAREHOUSE, "office/warehouses/"),
    Shot("office-shipments", WAREHOUSE, "office/shipments/"),
    Shot("office-shipment", WAREHOUSE, "office/shipments/", first(r"/office/shipments/\d+/$")),
    Shot("office-discrepancies", WAREHOUSE, "office/discrepancies/"),
    Shot("office-other-desk", WAREHOUSE, "office/payments/"),
    Shot("office-clients", FINANCE, "office/clients/"),
    Shot("office-companies", FINANCE, "office/companies/"),
    Shot("office-company", FINANCE, "office/companies/1/"),
    Shot("office-company-new", FINANCE, "office/companies/new/"),
    Shot("office-contract-new", FINANCE, "office/companies/1/contract/"),
    Shot("office-client", FINANCE, "office/clients/?sort=-debt", first(r"/office/clients/\d+/$")),
    Shot("office-correction", FINANCE, "office/clients/?sort=-debt", chain(CLIENT, first(r"/correction/$"))),
    Shot("office-reconciliation", FINANCE, "office/clients/?sort=-debt", chain(CLIENT, first(r"/reconciliation/$"))),
    Shot("office-aging", FINANCE, "office/reports/"),
    Shot("office-aging-companies", FINANCE, "office/reports/", chip(1)),
    Shot("office-due", FINANCE, "office/reports/due/"),
    Shot("office-turnover", FINANCE, "office/reports/", chip(3)),
    Shot("office-exchange", FINANCE, "office/reports/", first(r"/reports/exchange/")),
    Shot("office-objections", FINANCE, "office/reports/objections/"),
    Shot("office-advances", FINANCE, "office/reports/advances/"),
    Shot("office-penalties", FINANCE, f"office/reports/penalties/{date.today()}/"),  # noqa: DTZ011 -- as the firm has it
    Shot("office-claims", FINANCE, "office/claims/"),
    Shot("office-claim", FINANCE, "office/claims/", first(r"/claims/\d+/$")),
    Shot("office-correct-shipment", FINANCE, "office/claims/", chain(first(r"/claims/\d+/$"), first(r"/correct/$"))),
    Shot("office-rates", FINANCE, "office/payments/rates/"),
    Shot("office-keys", FINANCE, "office/payments/statements/keys/"),
    Shot("office-periods", FINANCE, "office/payments/periods/"),
    Shot("office-payments", FINANCE, "office/payments/"),
    Shot("office-queue", FINANCE, "office/payments/queue/"),
    Shot("office-documents", FINANCE, "office/payments/documents/"),
    Shot("office-statements", FINANCE, "office/payments/statements/"),
    Shot("office-statement", FINANCE, "office/payments/statements/", first(r"/statements/\d+/$")),
    Shot("office-load-statements", FINANCE, "office/payments/statements/load/"),
    Shot("office-payment", FINANCE, "office/payments/new/"),
    Shot("office-terms", DIRECTOR, "office/clients/?sort=-debt", TERMS),
    Shot("office-rules", DIRECTOR, "office/clients/?sort=-debt", chain(TERMS, rules)),
    Shot("office-breaks", DIRECTOR, "office/clients/?sort=-debt", chain(TERMS, below)),
    Shot("office-contract-close", DIRECTOR, "office/clients/?sort=-debt", chain(CLIENT, below)),
    Shot("office-prices", DIRECTOR, "office/prices/"),
    Shot("office-prices-shown", DIRECTOR, "office/prices/", show_list),
    Shot("office-load-arrivals", DIRECTOR, "office/arrivals/load/"),
    Shot("office-arrivals", ADMINISTRATOR, "office/arrivals/"),
    Shot("office-goods", DIRECTOR, "office/goods/files/"),
    Shot("office-sellers", ADMINISTRATOR, "office/sellers/"),
    Shot("office-seller", ADMINISTRATOR, "office/sellers/", first(r"/sellers/\d+/$")),
    Shot("office-seller-new", ADMINISTRATOR, "office/sellers/new/"),
    Shot("office-person-new", ADMINISTRATOR, "office/people/new/"),
    Shot("office-people", ADMINISTRATOR, "office/people/"),
    Shot("office-person", ADMINISTRATOR, "office/people/", first(r"/office/people/\d+/$")),
)


def main() -> int:
    """Take them; the exit code tells that some could not be taken."""
    address, *names = sys.argv[1:]
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        failed = [name for name in _taken(browser, address.rstrip("/") + "/", wanted) if name]
        browser.close()
    (FOLDER / "README.md").write_text(_index())
    print("\n".join(["These could not be taken:", *failed]) if failed else f"All are in {FOLDER}")
    return 1 if failed else 0


def _index() -> str:
    """All pictures that are there, a line a page."""
    heads = ["page", *(f"{language}, {size}" for language in LANGUAGES for size in SIZES)]
    rows = [heads, ["---"] * len(heads), *([shot.name, *_links(shot)] for shot in SHOTS)]
    told = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# The program as it looks\nTaken of the demo firm by `scripts/photograph.py`.\n\n{told}\n"


def _links(shot: Shot) -> Iterator[str]:
    for language in LANGUAGES:
        for size in SIZES:
            path = _path(shot, language, size)
            yield f"[look]({path.relative_to(FOLDER)})" if path.exists() else ""


def _path(shot: Shot, language: str, size: str) -> Path:
    return FOLDER / language / f"{shot.name}{'' if size == 'wide' else '-phone'}.png"


def _taken(browser: Browser, address: str, shots: list[Shot]) -> Iterator[str]:
    for who in dict.fromkeys(shot.who for shot in shots):
        for language, locale in LANGUAGES.items():
            context = browser.new_context(base_url=address, locale=locale, timezone_id="Europe/Moscow")
            context.set_default_timeout(15_000)
            page = context.new_page()
            contract = _enter(page, who, language) if who else ""
            for shot in shots:
                if shot.who == who:
                    yield from _sized(page, shot, contract, language)
            context.close()


def _sized(page: Page, shot: Shot, contract: str, language: str) -> Iterator[str]:
    for size in shot.sizes:
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        try:
            page.goto(shot.address.format(c=contract))
            settle(page)
            shot.then(page)
            settle(page)
        except Error as refusal:
            yield f"{shot.name} {language} {size}: {refusal.message.splitlines()[0]}"
            continue
        _keep(page.screenshot(), _path(shot, language, size))
        page.evaluate("localStorage.clear()")  # the next page opens as it was designed


def _enter(page: Page, who: str, language: str) -> str:
    """Sign in and speak the language; the number of the buyer's contract: with the company that he
    administers, where he has several.
    """
    page.goto("accounts/login/")
    settle(page)
    page.fill("[name=login]", f"{who}@demo.optom")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/c/\d+/|/office/"))
    page.evaluate(
        """language => fetch("/language/", {method: "POST", body: new URLSearchParams({language}), headers: {
            "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content}})""",
        language,
    )
    owned = page.evaluate("name => [...document.links].find(a => a.textContent.includes(name))?.pathname ?? ''", OWNED)
    found = re.search(r"/c/(\d+)/", owned or page.url)
    return found[1] if found else ""


def settle(page: Page) -> None:
    """Until nothing is loaded and nothing moves any more."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(250)


def _keep(picture: bytes, path: Path) -> None:
    """With few colours: flat screens lose nothing by it and weigh a third."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def _chromium() -> Path | None:
    from tests.chromium import find_chromium  # noqa: PLC0415 -- after the path is known

    return find_chromium()


if __name__ == "__main__":
    sys.exit(main())

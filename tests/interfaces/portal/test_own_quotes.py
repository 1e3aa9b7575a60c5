"""White-label: nothing of ours is in what a dealer gives his client, on paper, in Excel, on the page of the link."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.orders.rules import OrderLine
from optom.domain.quotes import actions as quotes
from optom.domain.quotes.actions import Look
from tests.drawn import picture
from tests.trade import Firm, dec

Enter = Callable[[int], Client]
OURS = (
    *("412,30", "412.30", "412.3<", "8246", "8 246", "8\N{NO-BREAK SPACE}246"),
    *("ТехСнаб", "7700000023", "Механик", "118 от", "Опт"),
)


@pytest.fixture
def quote(contract: int, bearing: int, alice: int) -> int:
    lines, at = [OrderLine(bearing, dec(20))], timezone.now()
    look = Look("=цена*1,25", "ООО «Дилер»", "ИНН 7712345678", logo=picture())
    quotes.keep_letterhead(contract=contract, look=look, actor=alice, at=at)
    return quotes.issue_quote(contract=contract, lines=lines, key="q", actor=alice, at=at)


@pytest.fixture
def for_client(contract: int, quote: int, alice: int) -> int:
    said: dict[str, Any] = {"recipient": "АО «Завод»", "key": "c", "actor": alice, "at": timezone.now()}
    return quotes.issue_client_quote(contract=contract, quote=quote, **said)


def words_of_pdf(content: bytes) -> str:
    """All that can be read in it: the text of its pages, its metadata, its uncompressed streams."""
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    with pikepdf.open(io.BytesIO(content)) as paper:
        raw = b"".join(one.read_bytes() for one in paper.objects if isinstance(one, pikepdf.Stream) and _is_plain(one))
        return "\n".join([text, str(paper.docinfo), raw.decode("utf-8", "ignore"), raw.decode("utf-16-be", "ignore")])


def _is_plain(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") != "/Image"


def words_of_xlsx(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())


def require_nothing_of_ours(text: str) -> None:
    assert [one for one in OURS if one in text] == []


def test_the_paper_and_the_workbook_say_his_name_and_prices_and_nothing_of_ours(
    contract: int, for_client: int, alice: int, enter: Enter
) -> None:
    client = enter(alice)
    paper = words_of_pdf(client.get(f"/c/{contract}/quotes/clients/{for_client}/quote.pdf").content)
    book = words_of_xlsx(client.get(f"/c/{contract}/quotes/clients/{for_client}/quote.xlsx").content)

    for text in (paper, book):
        assert "Дилер" in text
        assert "Завод" in text
        require_nothing_of_ours(text)
    assert "515,38" in paper
    assert "515.38" in book


def test_the_page_of_the_link_and_what_is_taken_there_say_nothing_of_ours(
    contract: int, quote: int, for_client: int, alice: int, enter: Enter
) -> None:
    told = {"client_quote": str(for_client), "days": "7", "note": "Пётр"}
    client = enter(alice)
    assert client.post(f"/c/{contract}/quotes/{quote}/links/make/", told).status_code == 200
    shown = client.get(f"/c/{contract}/quotes/clients/{for_client}/", headers={"accept": "text/html"}).content.decode()
    address = shown.partition('value="http://testserver')[2].partition('"')[0]
    guest = Client()
    page = guest.get(address)
    paper, book = guest.get(f"{address}quote.pdf"), guest.get(f"{address}quote.xlsx")
    logo = guest.get(f"{address}logo.png")

    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "Дилер" in page.content.decode()
    for text in (page.content.decode(), words_of_pdf(paper.content), words_of_xlsx(book.content)):
        require_nothing_of_ours(text)
    for answer in (page, paper, book, logo):
        require_nothing_of_ours(str(dict(answer.headers)))
    assert logo.content.startswith(b"\x89PNG")
    refused = guest.post(f"{address}plea/", {"who": " "})
    assert refused.status_code == 422
    assert guest.post(f"{address}plea/", {"who": "Пётр", "note": "срочно"}).status_code == 302
    assert "Пётр" in guest.get(address).content.decode()
    told_to_maker = client.get(
        f"/c/{contract}/quotes/clients/{for_client}/", headers={"accept": "text/html"}
    ).content.decode()
    assert "срочно" in told_to_maker


def test_a_price_list_of_what_the_catalog_shows_is_at_his_prices(
    firm: Firm, contract: int, quote: int, alice: int, enter: Enter
) -> None:
    firm.product("BELT-1", brand="Gates", price="100")
    client = enter(alice)
    book = client.get(f"/c/{contract}/quotes/price-list.xlsx")
    whole = words_of_xlsx(b"".join(book.streaming_content))  # type: ignore[attr-defined]
    some = client.get(f"/c/{contract}/quotes/price-list.xlsx?q=BELT")
    part = words_of_xlsx(b"".join(some.streaming_content))  # type: ignore[attr-defined]
    paper = words_of_pdf(client.get(f"/c/{contract}/quotes/price-list.pdf").content)

    for said in ("6204-2RS", "515.38", "BELT-1", ">125.00<"):
        assert said in whole
    assert "BELT-1" in part
    assert "6204-2RS" not in part
    assert "515,38" in paper
    for text in (whole, part, paper, str(dict(book.headers))):
        require_nothing_of_ours(text)


def test_before_a_letterhead_there_is_no_price_list(contract: int, bearing: int, alice: int, enter: Enter) -> None:
    answer = enter(alice).get(f"/c/{contract}/quotes/price-list.xlsx")
    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["code"] == "quotes.no_letterhead"


def test_the_formula_is_checked_while_it_is_typed(contract: int, bearing: int, alice: int, enter: Enter) -> None:
    client = enter(alice)
    good = client.post(f"/c/{contract}/quotes/letterhead/try/", {"formula": "=цена*2"}).content.decode()
    wrong = client.post(f"/c/{contract}/quotes/letterhead/try/", {"formula": "=себестоимость*2"}).content.decode()
    assert "824" in good
    assert "себестоимость" in wrong


def test_the_letterhead_is_kept_by_a_form_with_its_logo(contract: int, bearing: int, alice: int, enter: Enter) -> None:
    client = enter(alice)
    place = f"/c/{contract}/quotes/letterhead/"
    file: Any = io.BytesIO(picture())
    file.name = "logo.png"
    said = {"formula": "=price*1.3", "name": "Дилер", "details": "", "note": "", "logo": file}
    assert client.post(place, said).status_code == 200
    assert client.get(f"{place}logo.png").content.startswith(b"\x89PNG")
    bad = client.post(place, {"formula": "=cost", "name": ""})
    assert bad.status_code == 422
    assert {"name", "formula"} <= set(bad.json()["errors"])
    assert "=price*1.3" in client.get(place, headers={"accept": "text/html"}).content.decode()


def test_a_stranger_finds_nothing(firm: Firm, contract: int, for_client: int, enter: Enter) -> None:
    stranger = firm.person("stranger")
    strange = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)
    for page in ("", "quote.pdf", "quote.xlsx"):
        assert client.get(f"/c/{contract}/quotes/clients/{for_client}/{page}").status_code == 404
        assert client.get(f"/c/{strange}/quotes/clients/{for_client}/{page}").status_code == 404
    assert Client().get(f"/quotes/{'x' * 43}/").status_code == 404

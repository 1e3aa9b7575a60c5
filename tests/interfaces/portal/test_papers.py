"""All papers of a company in one list, one by one or as a zip; a stranger's papers are in none."""

import csv
import gc
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued_papers
from optom.domain.companies.models import Contract
from optom.domain.documents import actions as documents
from optom.domain.documents.models import Paper
from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine
from optom.interfaces.kit import papers as files
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def archive(firm: Firm, contract: int, alice: int, bearing: int) -> Archive:
    account_to_pay_to(firm)
    return issued(firm, contract, alice, bearing, timezone.now())


def rows(client: Client, address: str) -> list[dict[str, Any]]:
    """The rows of a list by the names of its columns."""
    import json  # noqa: PLC0415 -- only here
    import re  # noqa: PLC0415 -- only here

    path, _, query = address.partition("?")
    page = client.get(path, headers={"Accept": "text/html"}).content.decode()
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    names = [column["name"] for column in json.loads(found[1])["columns"]]
    body = client.get(f"{path}rows?{query}").json()
    return [dict(zip(["key", *names], row, strict=True)) for row in body["rows"]]


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_list_tells_what_each_paper_is_about(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    found = {int(row["key"]): row for row in rows(enter(alice), f"/c/{contract}/papers/")}

    assert set(found) == {archive.invoice, archive.note, archive.advance}
    assert (found[archive.invoice]["sum"], found[archive.invoice]["orders"]) == ("8246", str(archive.order))
    note = found[archive.note]
    assert (note["sum"], note["orders"], note["shipment"]) == ("4123", str(archive.order), archive.shipment)
    assert (found[archive.advance]["sum"], found[archive.advance]["orders"]) == ("100", None)


def test_it_is_narrowed_by_kind_period_and_order(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    client, today = enter(alice), timezone.localdate()

    def keys(query: str, address: str = "papers/") -> set[int]:
        return {int(row["key"]) for row in rows(client, f"/c/{contract}/{address}?{query}")}

    assert keys("kind=delivery_note") == {archive.note}
    assert keys(f"issued_at={today}..{today}") == {archive.invoice, archive.note, archive.advance}
    assert keys(f"issued_at=..{today - timedelta(days=1)}") == set()
    assert keys("", f"orders/{archive.order}/papers/") == {archive.invoice, archive.note}


def test_a_person_sees_the_papers_of_all_contracts_of_his_company_and_chooses_one(
    enter: Enter, firm: Firm, alice: int, contract: int, archive: Archive
) -> None:
    company = Contract.objects.get(pk=contract).company_id
    second = firm.contract(company, "119")
    paper = issued_papers.invoice(
        billing.issue_invoice(contract=second, amount=dec(5), key="b", actor=alice, at=timezone.now())
    ).paper
    client = enter(alice)

    both = client.get(f"/c/{contract}/papers/rows").json()
    assert both["total"] == 4
    assert [option["value"] for option in both["facets"]["contract"]] == [str(contract), str(second)]
    of_second = client.get(f"/c/{contract}/papers/rows?contract={second}").json()
    assert [row[0] for row in of_second["rows"]] == [str(paper)]
    page = client.get(f"/c/{contract}/money/", headers={"Accept": "text/html"}).content.decode()
    assert f"/c/{contract}/papers/?contract={contract}" in page, "the tab opens the present contract's"


def test_a_strangers_list_zip_and_filter_hold_none_of_them(
    enter: Enter, firm: Firm, contract: int, archive: Archive
) -> None:
    stranger = firm.person("stranger")
    theirs = firm.client("Чужой", "7700000016", stranger)
    client = enter(stranger)

    for address in ("papers/", "papers/zip/", "papers/zip/papers.zip", f"orders/{archive.order}/papers/"):
        assert client.get(f"/c/{contract}/{address}").status_code == 404, address
    assert client.get(f"/c/{theirs}/papers/rows?contract={contract}").json()["total"] == 0
    assert client.get(f"/c/{theirs}/papers/{archive.invoice}/").status_code == 404
    assert client.get(f"/c/{theirs}/papers/panel?key={archive.invoice}").status_code == 404
    assert client.get(f"/c/{theirs}/orders/{archive.order}/papers/rows").status_code == 404
    assert client.get(f"/c/{theirs}/papers/zip/papers.zip?chosen={archive.invoice}").status_code == 422, "nothing of it"


def test_the_zip_holds_every_paper_under_a_name_that_people_read(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    assert Paper.objects.filter(sha256=None).count() == 3, "nobody has opened one"

    answer = enter(alice).get(f"/c/{contract}/papers/zip/papers.zip")
    book = zipfile.ZipFile(io.BytesIO(content(answer)))

    today = timezone.localdate().strftime("%d.%m.%Y")
    assert {name for name in book.namelist() if not name.startswith("ON_CHETOP")} == {
        "Реестр документов.xlsx",
        "Реестр документов.csv",
        f"Счёт 1 от {today}.pdf",
        f"Счёт 2 от {today}.pdf",
        f"Накладная 1 от {today}.pdf",
    }
    assert all(entry.flag_bits & 0x800 for entry in book.infolist() if not entry.filename.isascii()), (
        "the names are marked as UTF-8"
    )
    assert book.testzip() is None
    assert book.read(f"Счёт 1 от {today}.pdf") == documents.draw(archive.invoice)
    assert Paper.objects.filter(sha256=None).count() == 0, "what was drawn on the way is remembered"
    assert unquote(answer.headers["Content-Disposition"]).endswith(".zip")


def test_its_register_tells_sums_orders_and_files(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    book = zipfile.ZipFile(io.BytesIO(content(enter(alice).get(f"/c/{contract}/papers/zip/papers.zip"))))

    lines = list(csv.DictReader(io.StringIO(book.read("Реестр документов.csv").decode("utf-8-sig")), delimiter=";"))
    assert [line["Файл"] for line in lines] == [name for name in book.namelist() if name.endswith(".pdf")]
    note = next(line for line in lines if line["Вид"] == "Накладная")
    assert (note["Сумма с НДС"], note["Заказы"], note["Отгрузка"]) == (
        "4123,00",
        str(archive.order),
        str(archive.shipment),
    )
    assert zipfile.ZipFile(io.BytesIO(book.read("Реестр документов.xlsx"))).testzip() is None


def test_several_contracts_stand_in_folders(
    enter: Enter, firm: Firm, alice: int, contract: int, archive: Archive
) -> None:
    second = firm.contract(Contract.objects.get(pk=contract).company_id, "119/А")
    billing.issue_invoice(contract=second, amount=dec(5), key="b", actor=alice, at=timezone.now())

    book = zipfile.ZipFile(io.BytesIO(content(enter(alice).get(f"/c/{contract}/papers/zip/papers.zip"))))

    folders = {name.partition("/")[0] for name in book.namelist() if name.endswith(".pdf")}
    assert folders == {"Договор 118, ТехСнаб", "Договор 119-А, ТехСнаб"}


def test_chosen_papers_or_what_the_filters_leave_go_into_the_zip(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    client = enter(alice)
    body = {"keys": [str(archive.note), str(archive.advance)]}
    there = client.post(f"/c/{contract}/papers/acts/zip", body, content_type="application/json").json()["location"]

    assert "2 документа" in client.get(there, headers={"Accept": "text/html"}).content.decode()
    chosen = zipfile.ZipFile(io.BytesIO(content(client.get(there.replace("zip/?", "zip/papers.zip?")))))
    assert len([name for name in chosen.namelist() if not name.endswith(".xml")]) == 4
    filtered = zipfile.ZipFile(
        io.BytesIO(content(client.get(f"/c/{contract}/papers/zip/papers.zip?kind=delivery_note")))
    )
    assert len(filtered.namelist()) == 3
    nothing = client.get(f"/c/{contract}/papers/zip/papers.zip?q=nonsense")
    assert nothing.status_code == 422
    assert "Взять нечего" in nothing.json()["refusals"][0]["text"]


def test_a_paper_that_cannot_be_drawn_is_named_and_holds_up_no_other(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    from django.db import connection  # noqa: PLC0415 -- only here

    with connection.cursor() as cursor:  # as after a fault of the disk: no program can do it
        cursor.execute("alter table documents_paper disable trigger documents_paper_immutable")
        cursor.execute("update documents_paper set payload = '{}' where id = %s", [archive.note])
        cursor.execute("alter table documents_paper enable trigger documents_paper_immutable")

    book = zipfile.ZipFile(io.BytesIO(content(enter(alice).get(f"/c/{contract}/papers/zip/papers.zip"))))

    assert sum(name.endswith(".pdf") for name in book.namelist()) == 2
    assert "Накладная 1" in book.read("Не вошли.txt").decode("utf-8-sig")


def test_the_page_hears_how_far_the_zip_is(enter: Enter, alice: int, contract: int, archive: Archive) -> None:
    import re  # noqa: PLC0415 -- only here

    client = enter(alice)
    page = client.get(f"/c/{contract}/papers/zip/", headers={"Accept": "text/html"}).content.decode()
    zip_url, ask = re.search(r'href="([^"]*papers\.zip[^"]*)"', page), re.search(r'hx-get="([^"]*)"', page)
    assert zip_url is not None
    assert ask is not None

    assert "hx-get" in client.get(ask[1]).content.decode(), "not begun: it goes on asking"
    answer: Any = client.get(zip_url[1].replace("&amp;", "&"))
    pieces = answer.streaming_content
    begun = [next(pieces) for _ in range(3)]
    assert b"1 \xd0\xb8\xd0\xb7 3" in client.get(ask[1]).content
    assert len([*begun, *pieces]) >= 5
    over = client.get(ask[1]).content.decode()
    assert "готово" in over
    assert "hx-get" not in over, "the page stops asking"


def test_a_zip_on_its_way_lets_others_wait_but_no_sheets(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    client, address = enter(alice), f"/c/{contract}/papers/zip/papers.zip"
    open_one, other = client.get(address), client.get(address)

    assert other.status_code == 422
    assert other.json()["refusals"][0]["code"] == "streaming.busy"
    assert content(client.get(f"/c/{contract}/papers/export.csv"))
    assert content(open_one)
    assert content(client.get(address)), "whoever has taken all of his makes room"


@pytest.fixture
def fifty(firm: Firm, contract: int, alice: int) -> list[int]:
    """Advances, as many as a zip needs to grow if it kept anything."""
    account_to_pay_to(firm)
    at = timezone.now()
    for number in range(50):
        billing.issue_invoice(contract=contract, amount=dec(number + 1), key=f"a{number}", actor=alice, at=at)
    return list(Paper.objects.values_list("id", flat=True))


def test_memory_stays_flat_however_many_papers_are_in_the_zip(contract: int, fifty: list[int]) -> None:
    papers = issued_papers.issued(company=Contract.objects.get(pk=contract).company_id)
    drawn = documents.draw(fifty[0])  # fonts and template are in memory before we look

    def after_some(pieces: Iterator[bytes]) -> Iterator[int]:
        """What is held, without the rubbish that nobody has looked for yet."""
        for place, piece in enumerate(pieces):
            assert len(piece) < 3 * len(drawn), "what is sent is one paper"
            sent.append(len(piece))
            if place % 10 == 0:
                gc.collect()
                yield tracemalloc.get_traced_memory()[0]

    sent: list[int] = []
    tracemalloc.start()
    held = list(after_some(files.zipped(papers, fifty, draw=documents.draw)))
    tracemalloc.stop()

    grown = held[-1] - held[1]
    assert grown < 50 * 2_000, "a line of the directory for each paper, no more"
    assert sum(sent) > 5 * grown, "or the test would say nothing: kept papers would be more than that"


def test_an_advance_is_asked_for_with_the_sum_that_was_told(
    enter: Enter, alice: int, contract: int, archive: Archive
) -> None:
    page = enter(alice).get(f"/c/{contract}/papers/advance/?amount=6492,00", headers={"Accept": "text/html"})

    assert 'value="6492,00"' in page.content.decode()


def test_who_orders_an_invoice_once_more_is_asked_first(
    enter: Enter, firm: Firm, alice: int, contract: int, bearing: int
) -> None:
    account_to_pay_to(firm)
    wanted = [OrderLine(bearing, dec(20))]
    order = orders.place(contract=contract, lines=wanted, key="o", actor=alice, at=timezone.now()).order
    client, page = enter(alice), f"/c/{contract}/orders/{order}/"

    def press(seen: int, key: str) -> Any:
        return client.post(f"{page}invoice/", {"seen": seen}, headers={"Idempotency-Key": key})

    assert "data-confirm" not in client.get(page).content.decode()
    assert press(0, "first").status_code == 200
    [first] = issued_papers.invoices_of(order=order)
    asked = client.get(page).content.decode()
    assert f"По этому заказу уже выставлен счёт {first.number} от" in asked
    assert "на 8\u202f246,00\u00a0₽. Оплатить оба значит заплатить дважды." in asked

    assert press(0, "first").status_code == 200, "the same press"
    old_page = press(0, "second").json()
    assert first.number in old_page["refusals"][0]["text"]
    assert issued_papers.invoices_of(order=order) == [first]
    assert press(1, "third").status_code == 200
    assert len(issued_papers.invoices_of(order=order)) == 2

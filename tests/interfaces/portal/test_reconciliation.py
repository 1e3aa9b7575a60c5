"""The buyer reconciles by himself, and the finance desk answers."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.base.business_day import business_day
from optom.domain.companies.models import Company, Seller
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.orders.rules import OrderLine
from optom.domain.reconciliation.models import Act, Agreement, Comparison
from optom.domain.shipping import actions as shipping
from tests.domain.credit.settlements import Settlements
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def settlements(firm: Firm, contract: int) -> Settlements:
    """1 000 and 500 were shipped, 600 was paid."""
    Seller.objects.update(ogrn="1027700000023", director="Романов А. Н.")
    Company.objects.update(ogrn="1027700000009")
    ledger = Settlements(contract, timezone.localtime())
    ledger.dispatch(1000, title="Расходная накладная № 15")
    ledger.dispatch(500, title="Расходная накладная № 16")
    ledger.pay(600, number="512")
    return ledger


def sent(client: Client, address: str, **given: Any) -> Any:
    headers = {"Accept": "application/json", "Idempotency-Key": given.get("key", "k")}
    return client.post(address, given, headers=headers)


def card(today: Any, second: str = "500,00") -> SimpleUploadedFile:
    text = (
        f"Дата;Документ;Дебет;Кредит\n{today:%d.%m.%Y};Поступление (вх. 15);;1000,00\n"
        f"{today:%d.%m.%Y};Поступление (вх. 16);;{second}\n{today:%d.%m.%Y};Списание 512;600,00;\n"
    )
    return SimpleUploadedFile("Карточка счёта 60.csv", text.encode("cp1251"))


def days(today: Any) -> dict[str, str]:
    return {"since": f"{today - timedelta(days=5):%d.%m.%Y}", "until": f"{today:%d.%m.%Y}"}


def rows(client: Client, address: str) -> list[list[Any]]:
    found: list[list[Any]] = client.get(f"{address}rows").json()["rows"]
    return found


def test_an_act_is_taken_as_pdf_xlsx_and_xml(
    enter: Enter, firm: Firm, alice: int, contract: int, settlements: Settlements
) -> None:
    client, money = enter(alice), f"/c/{contract}/money/reconciliation/"
    answer = sent(client, f"{money}act/", **days(settlements.today))
    assert answer.json()["location"] == money
    act = Act.objects.get()

    page = client.get(money, headers={"Accept": "text/html"}).content.decode()
    assert "Акт сверки взаимных расчётов № 1" in page
    paper = f"/c/{contract}/papers/{act.paper_id}/"
    assert client.get(paper).content.startswith(b"%PDF")
    book = client.get(f"{paper}as/xlsx/").content
    said = zipfile.ZipFile(io.BytesIO(book)).read("docProps/core.xml").decode()
    issued_on = business_day(act.paper.issued_at)
    assert set(re.findall(r'W3CDTF">([^<]+)<', said)) == {f"{issued_on}T00:00:00Z"}, "the same file each time"
    xml = client.get(f"{paper}as/xml/")
    assert re.search(r'filename="ON_AKTSVEROTP_[\w-]+\.xml"', xml["Content-Disposition"])
    assert "as/xml/" in client.get(f"/c/{contract}/papers/panel?key={act.paper_id}").content.decode()

    stranger = firm.person("stranger")
    other = firm.client("Чужой", "7700000016", stranger)
    for address in (paper, f"{paper}as/xlsx/", f"{paper}as/xml/"):
        assert enter(stranger).get(address.replace(f"/c/{contract}/", f"/c/{other}/")).status_code == 404
    refused = sent(client, f"{money}act/", key="other", since="01.02.2020", until="01.01.2020")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["until"])


def test_books_are_compared_agreed_on_and_closed_by_both(
    enter: Enter, firm: Firm, alice: int, contract: int, settlements: Settlements
) -> None:
    buyer, money = enter(alice), f"/c/{contract}/money/reconciliation/"
    answer = sent(buyer, f"{money}bring/", **days(settlements.today), file=card(settlements.today))
    place = answer.json()["location"]

    assert [row[1] for row in rows(buyer, place)] == ["same"] * 3
    page = buyer.get(place, headers={"Accept": "text/html"}).content.decode()
    assert "Согласиться: долг" in page
    until = {"until": f"{settlements.today:%Y-%m-%d}"}
    assert sent(buyer, f"{money}agree/", **until, balance="900.00").status_code == 200
    assert sent(buyer, f"{money}agree/", **until, balance="899.00").status_code == 422

    finance, desk = enter(firm.person("fiona", "finance")), f"/office/clients/{contract}/reconciliation/"
    waits = '<button class="btn">Согласиться</button>'
    assert waits not in buyer.get(money, headers={"Accept": "text/html"}).content.decode(), "she has agreed already"
    assert waits in finance.get(desk, headers={"Accept": "text/html"}).content.decode()
    assert "ждёт другую сторону" in finance.get(desk, headers={"Accept": "text/html"}).content.decode()
    assert sent(finance, f"{desk}agree/", **until, balance="900.00").status_code == 200
    assert "закрыт обеими сторонами" in buyer.get(money, headers={"Accept": "text/html"}).content.decode()
    assert Agreement.objects.count() == 2
    assert enter(firm.person("walter", "warehouse")).get(desk).status_code == 404


def test_who_reads_english_finds_operations_by_english_names_beside_the_books_and_in_objections(
    enter: Enter, firm: Firm, alice: int, contract: int, settlements: Settlements, bearing: int
) -> None:
    told: dict[str, Any] = {"contract": contract, "actor": alice, "at": timezone.now()}
    order = orders.place(lines=[OrderLine(bearing, dec(10))], key="o", **told).order
    [line] = ordered.lines(order=order)
    [shipment] = shipping.request(lines=[(line.id, dec(10))], address=None, key="s", **told)
    shipping.dispatch(shipment=shipment, actor=None, at=timezone.now())
    buyer, money = enter(alice), f"/c/{contract}/money/reconciliation/"
    buyer.post("/language/", {"language": "en"})
    place = sent(buyer, f"{money}bring/", **days(settlements.today), file=card(settlements.today)).json()["location"]

    [ours] = [row for row in rows(buyer, place) if row[1] == "ours_only"]
    assert f"Delivery note No. 1 of {settlements.today:%Y-%m-%d}" in ours
    assert "Payment No. 512" in {row[4] for row in rows(buyer, place)}

    json = {"content_type": "application/json", "HTTP_ACCEPT": "application/json", "HTTP_IDEMPOTENCY_KEY": "o"}
    assert buyer.post(f"{place}acts/object", {"keys": [ours[0]], "note": "Not ours"}, **json).status_code == 200  # type: ignore[arg-type]
    finance = enter(firm.person("fiona", "finance"))
    [objection] = rows(finance, "/office/reports/objections/")
    panel = f"/office/reports/objections/panel?key={objection[0]}"
    assert "Расходная накладная № 1" in finance.get(panel).content.decode()
    finance.post("/language/", {"language": "en"})
    answer = finance.get(panel).content.decode()
    assert f"Delivery note No. 1 of {settlements.today:%Y-%m-%d}" in answer
    assert "4,123.00" in answer


def test_an_objection_reaches_the_finance_desk_with_its_lines_and_comes_back_answered(
    enter: Enter, firm: Firm, alice: int, contract: int, settlements: Settlements
) -> None:
    buyer, money = enter(alice), f"/c/{contract}/money/reconciliation/"
    file = card(settlements.today, second="450,00")
    place = sent(buyer, f"{money}bring/", **days(settlements.today), file=file).json()["location"]
    [wrong] = [row for row in rows(buyer, f"{place}") if "sum_differs" in row]
    json = {"content_type": "application/json", "HTTP_ACCEPT": "application/json", "HTTP_IDEMPOTENCY_KEY": "o"}
    said = buyer.post(f"{place}acts/object", {"keys": [wrong[0]], "note": "Недовоз на 50"}, **json)  # type: ignore[arg-type]
    assert said.status_code == 200, said.content

    finance = enter(firm.person("fiona", "finance"))
    [objection] = rows(finance, "/office/reports/objections/")
    panel = finance.get(f"/office/reports/objections/panel?key={objection[0]}").content.decode()
    assert "Недовоз на 50" in panel
    assert "Расходная накладная № 16" in panel
    answer = {"keys": [objection[0]], "note": "Исправим УКД"}
    assert finance.post("/office/reports/objections/acts/answer", answer, **json).status_code == 200  # type: ignore[arg-type]
    assert "Исправим УКД" in buyer.get(money, headers={"Accept": "text/html"}).content.decode()


def test_a_file_that_is_none_is_refused_in_words(
    enter: Enter, alice: int, contract: int, settlements: Settlements
) -> None:
    client, address = enter(alice), f"/c/{contract}/money/reconciliation/bring/"
    for content in (b"", b"\0\1", "Артикул;Цена\n1;2".encode()):
        refused = sent(client, address, **days(settlements.today), file=SimpleUploadedFile("a.csv", content or b" "))
        assert refused.status_code == 422
        assert refused.json()["refusals"][0]["text"]
    assert sent(client, address, **days(settlements.today)).status_code == 422
    assert Comparison.objects.count() == 0

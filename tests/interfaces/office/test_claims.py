"""A buyer says what is wrong with what came, the finance desk answers, the buyer takes the UKD; a stranger does not."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.domain.billing import queries as papers
from optom.domain.companies.models import Company, Seller
from optom.domain.credit import queries as credit
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipments
from tests.interfaces.archive import Archive, account_to_pay_to, issued
from tests.interfaces.exchange.upd.answers import title
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]
HTML = {"Accept": "text/html"}


@pytest.fixture
def shipment(firm: Firm, contract: int, alice: int, bearing: int) -> int:
    """Ten bearings have left with their UPD."""
    return left(firm, contract, alice, bearing, papers="both")


@pytest.fixture
def invoiced(firm: Firm, contract: int, alice: int, bearing: int) -> int:
    """The same with a delivery note and a VAT invoice."""
    return left(firm, contract, alice, bearing, papers="vat")


def left(firm: Firm, contract: int, alice: int, bearing: int, *, papers: str) -> int:
    account_to_pay_to(firm)
    said = {"papers": papers, "legal_address": "Москва, Рабочая, 7", "director": "Романов Алексей Николаевич"}
    Seller.objects.filter(pk=firm.seller).update(**said)
    Company.objects.update(legal_address="Казань, Складская, 2")
    archive: Archive = issued(firm, contract, alice, bearing, timezone.now())
    journal.deliver(at=timezone.now())
    return archive.shipment


@pytest.fixture
def fiona(enter: Enter, firm: Firm) -> Client:
    return enter(firm.person("fiona", "finance"))


def plain(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u202f", " ").replace("\xa0", " ")


def taken(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def page(client: Client, address: str) -> str:
    return plain(client.get(address, headers=HTML))


def test_from_what_the_buyer_counts_to_the_ukd_that_he_takes(
    enter: Enter, fiona: Client, alice: int, contract: int, shipment: int, firm: Firm
) -> None:
    client, [line] = enter(alice), shipments.lines(shipment)
    here = f"/c/{contract}/shipments/{shipment}/"
    wrong = client.post(f"{here}accept/", {f"q{line.line}": "9", f"w{line.line}": "1"})
    assert "пришёл другой товар" in wrong.json()["refusals"][0]["text"]
    counts = {f"q{line.line}": "9", f"w{line.line}": "1", f"n{line.line}": "вместо него 6205"}
    assert client.post(f"{here}accept/", counts).status_code == 200
    assert "ответа ещё нет" in page(client, here)

    rows = fiona.get("/office/claims/rows").json()["rows"]
    assert [row[0] for row in rows] == [str(shipment)]
    there = f"/office/claims/{shipment}/"
    assert "вместо него 6205" in page(fiona, there)
    short, other = papers.claimed(shipment)
    refused = fiona.post(f"{there}answer/", {f"a{short.id}": "5", f"a{other.id}": "0"})
    assert set(refused.json()["errors"]) == {f"a{short.id}", f"t{other.id}"}
    said = {f"a{short.id}": "1", f"b{short.id}": "1", f"a{other.id}": "0", f"t{other.id}": "замена выслана"}
    assert fiona.post(f"{there}answer/", said).status_code == 200

    assert credit.headroom(contract, timezone.now()).debt == dec("3710.70")
    told = page(client, here)
    assert "замена выслана" in told
    assert "УКД 1 (PDF)" in told
    [made] = papers.corrections(shipment)
    assert client.get(f"/c/{contract}/papers/{made.paper}/").content.startswith(b"%PDF")
    assert client.get(f"/c/{contract}/papers/{made.paper}/xml/").status_code == 200
    assert fiona.get(f"/office/papers/{made.paper}/xml/").status_code == 200
    statement = client.get(f"/c/{contract}/money/statement/rows").json()["rows"]
    assert any("УКД № 1" in str(cell) for row in statement for cell in row)
    stranger = firm.person("stranger")
    own = firm.client("Чужой", "7700000016", stranger)
    assert enter(stranger).get(f"/c/{own}/papers/{made.paper}/").status_code == 404


def test_an_ukd_and_an_upd_tell_of_what_they_are_made(
    enter: Enter, fiona: Client, alice: int, contract: int, shipment: int
) -> None:
    [line] = shipments.lines(shipment)
    said = {
        f"q{line.line}": "9",
        f"p{line.line}": "412.30",
        f"b{line.line}": "1",
        "reason": "Мокрая коробка",
        "key": "k",
    }
    assert fiona.post(f"/office/claims/{shipment}/correct/", said).status_code == 200
    [made] = papers.corrections(shipment)
    [upd] = papers.upds([shipment])
    buyer = enter(alice)

    ukd = page(buyer, f"/why/{contract}/papers/{made.paper}/")
    for told in ("4 123,00 → 3 710,70", "количество 10 → 9", "Становится меньше", "412,30", "Мокрая коробка"):
        assert told in ukd
    assert f"Отгрузка {shipment}" in ukd
    assert "4 123,00" in page(buyer, f"/why/{contract}/papers/{upd.paper}/"), "line by line, with its VAT"
    assert f"/why/{contract}/papers/{made.paper}/" in page(buyer, f"/c/{contract}/shipments/{shipment}/")


def test_finance_corrects_a_price_that_nobody_has_objected_to(fiona: Client, contract: int, shipment: int) -> None:
    found = fiona.get(f"/office/claims/find/?shipment={shipment}")
    assert found["Location"] == f"/office/claims/{shipment}/correct/"
    form = page(fiona, found["Location"])
    assert 'value="412,3' in form
    [line] = papers.standing_lines(shipment)
    said = {f"q{line.line}": "10", f"p{line.line}": "400", f"b{line.line}": "", "reason": "Соглашение № 3", "key": "k"}

    assert fiona.post(found["Location"], said).status_code == 200

    assert credit.headroom(contract, timezone.now()).debt == dec("4000.00")
    assert "Соглашение № 3" in page(fiona, f"/office/claims/{shipment}/")
    again = fiona.post(found["Location"], said, headers={"Idempotency-Key": "another"})
    assert again.json()["refusals"][0]["code"] == "billing.nothing_corrected"


def test_a_vat_invoice_is_issued_anew_as_one_without_asking_what_only_an_upd_says(fiona: Client, invoiced: int) -> None:
    address = f"/office/claims/{invoiced}/upd/"
    form = page(fiona, address)
    assert "Счёт-фактура № СФ-1, Механик" in form
    assert "Кто получает товар" not in form
    kept = dict(re.findall(r'type="hidden" name="(contract_\w+|taken_by)" value="([^"]*)"', form))
    said = {"what": "не тот склад", "consignee": "Склад", "address": "Казань, Тихая, 5", **kept}

    assert fiona.post(address, said).status_code == 200

    claim = page(fiona, f"/office/claims/{invoiced}/")
    assert "Счёт-фактура выпускался заново" in claim
    assert "исправление № 1 (PDF)" in claim
    assert "/title/" not in claim, "the buyer signs no title of an invoice"
    [upd] = papers.upds([invoiced])
    assert fiona.get(f"/office/papers/{upd.paper}/xml/").status_code == 200


def test_an_upd_is_issued_anew_and_the_buyer_sees_which_one_holds(
    enter: Enter, fiona: Client, alice: int, contract: int, shipment: int
) -> None:
    address = f"/office/claims/{shipment}/upd/"
    assert "Казань, Складская, 2" in page(fiona, address)
    said = {"what": "не тот адрес", "consignee": "Склад", "address": "Казань, Тихая, 5", "contract_number": "118",
            "contract_signed_on": "14.02.2025", "taken_by": ""}  # fmt: skip
    assert fiona.post(address, said).status_code == 200
    assert fiona.post(address, said).status_code == 422

    client = enter(alice)
    assert "исправление № 1" in page(client, f"/c/{contract}/shipments/{shipment}/")
    listed = client.get(f"/c/{contract}/papers/rows?kind=upd").json()["rows"]
    assert any("Заменён: УПД № 1" in str(cell) for row in listed for cell in row)
    assert "не тот адрес" in page(fiona, f"/office/claims/{shipment}/")


def test_the_buyer_brings_his_title(enter: Enter, fiona: Client, alice: int, contract: int, shipment: int) -> None:
    client, here = enter(alice), f"/c/{contract}/shipments/{shipment}/"
    today = f"{timezone.localdate():%d.%m.%Y}"

    def bring(who: Client, address: str, content: bytes) -> Any:
        return who.post(address, {"file": SimpleUploadedFile("t.xml", content, "application/xml")})

    foreign = bring(client, f"{here}title/", b"<a/>")
    assert "Это не титул покупателя к УПД, а другой файл" in foreign.json()["refusals"][0]["text"]
    assert bring(client, f"{here}title/", title("2", on=today)).status_code == 200
    assert "принято с расхождениями" in page(client, here)
    assert [one.state for one in papers.claims().all()] == ["uncounted"]
    assert bring(fiona, f"/office/claims/{shipment}/title/", title("1", on=today)).status_code == 200
    assert "по титулу покупателя" in page(client, here)
    listed = client.get(f"/c/{contract}/papers/rows?kind=upd").json()["rows"]
    assert any(cell in {"1", "принято"} for row in listed for cell in row)

    assert bring(client, f"{here}title/", title("3", on=today)).status_code == 200
    told = page(client, here)
    assert "Ваш титул УПД говорит, что не всё в порядке" in told
    assert 'name="q' in told, "he counts, though it was accepted"
    assert "Титул клиента говорит, что не всё в порядке" in page(fiona, f"/office/claims/{shipment}/")
    for where in (told, page(fiona, f"/office/claims/{shipment}/")):
        assert "Пришёл, когда отгрузка уже считалась принятой с" in where


def test_other_desks_and_buyers_find_no_claims(enter: Enter, firm: Firm, alice: int, shipment: int) -> None:
    for who in (enter(firm.person("mark", "manager")), enter(alice)):
        for address in ("/office/claims/", f"/office/claims/{shipment}/", f"/office/claims/{shipment}/correct/"):
            assert who.get(address, headers=HTML).status_code == 404


def test_what_the_buyer_shows_is_seen_by_who_answers_and_by_the_warehouse(
    enter: Enter, firm: Firm, fiona: Client, alice: int, contract: int, shipment: int
) -> None:
    buyer, base = enter(alice), f"/c/{contract}/shipments/{shipment}/"
    [line] = shipments.lines(shipment)
    picture = SimpleUploadedFile("коробка.jpg", b"\xff\xd8\xff\xe0 a wet box", "image/jpeg")
    counted = {f"q{line.line}": "9", f"n{line.line}": "мокрая коробка"}
    assert buyer.post(f"{base}accept/", counted | {"files": picture}).status_code == 200
    paper = SimpleUploadedFile("акт.pdf", b"%PDF-1.4 an act", "application/pdf")
    assert buyer.post(f"{base}files/", {"files": [paper]}).status_code == 200
    assert buyer.post(f"{base}files/", {}).status_code == 422

    first, second = shipments.claim_files(shipment)
    for client, where, of in (
        (buyer, base, base),
        (fiona, f"/office/claims/{shipment}/", f"/office/shipments/{shipment}/"),
        (enter(firm.person("walter", "warehouse")), f"/office/shipments/{shipment}/", f"/office/shipments/{shipment}/"),
    ):
        assert f"{of}files/{first.id}/" in page(client, where)
        shown, saved = client.get(f"{of}files/{first.id}/"), client.get(f"{of}files/{second.id}/")
        assert [taken(one) for one in (shown, saved)] == [b"\xff\xd8\xff\xe0 a wet box", b"%PDF-1.4 an act"]
        assert shown["Content-Type"] == "image/jpeg"
        assert [one["Content-Disposition"].partition(";")[0] for one in (shown, saved)] == ["inline", "attachment"]
        assert client.get(f"{of}files/{second.id + 9}/").status_code == 404
    stranger = enter(firm.person("stranger"))
    assert stranger.get(f"{base}files/{first.id}/").status_code == 404

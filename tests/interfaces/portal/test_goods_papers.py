"""Pictures and papers of goods in the portal: for whom the contract shows them; the certificates of what he bought."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from optom.base import kept_files
from optom.domain.catalog import queries as catalog
from optom.domain.catalog.importing import Cover, GoodsPaperRow, PictureRow, import_papers, import_pictures
from optom.domain.catalog.rules import Reading, readings
from optom.domain.companies.models import Membership
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as placed
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.interfaces.portal import certificates
from tests.drawn import opened, pdf, picture
from tests.statements import counted
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def pictured(*names: str) -> None:
    """Load a picture of each name: red, the second one blue."""
    import_pictures([_picture(name) for name in names], at=timezone.now())


def _picture(name: str) -> PictureRow:
    content = picture("blue" if name.endswith("_2") else "red")
    return PictureRow(readings(name), lambda _: content)


def certified(article: str, number: str, *, kind: str = "certificate", until: date | None = None) -> None:
    """Load a paper of the article."""
    covers, content = (Cover(readings=(Reading(article),)),), pdf(number)
    row = GoodsPaperRow(covers, kind, lambda _: content, number=number, valid_until=until, issued_by="Ростест")
    import_papers([row], at=timezone.now())


def panel(client: Client, contract: int, product: int) -> str:
    answer = client.get(f"/c/{contract}/catalog/panel?key={product}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return answer.content.decode()


def addresses(contract: int, product: int) -> tuple[str, str]:
    """Of the product's picture and paper."""
    [shown, *_], [paper, *_] = catalog.pictures(product), catalog.papers_of([product])
    place = f"/c/{contract}/catalog/{product}"
    return f"{place}/pictures/{shown.sha256}.webp", f"{place}/papers/{paper.sha256}.pdf"


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def status(client: Client, address: str) -> int:
    """Of an answer that is read to its end, or its file would stay open."""
    answer: Any = client.get(address)
    if answer.streaming:
        bytes_of(answer)
    return int(answer.status_code)


@pytest.fixture
def shown(bearing: int) -> int:
    """The bearing with two pictures and two papers, one of which holds no more."""
    pictured("6204-2RS", "6204-2RS_2")
    certified("6204-2RS", "С-1", until=timezone.localdate() + timedelta(days=300))
    certified("6204-2RS", "Д-7", kind="declaration", until=date(2020, 1, 31))
    return bearing


def test_the_panel_shows_pictures_and_papers_and_says_what_holds_no_more(
    enter: Enter, alice: int, contract: int, shown: int
) -> None:
    said = panel(enter(alice), contract, shown)

    assert said.count("data-picture ") == 2
    assert 'style="' not in said
    assert "Сертификат соответствия" in said
    assert '<span class="is-warn">до 31.01.2020 · срок истёк</span>' in said
    assert said.count("срок истёк") == 1


def test_a_product_without_any_shows_no_empty_headings(enter: Enter, alice: int, contract: int, bearing: int) -> None:
    said = panel(enter(alice), contract, bearing)

    assert "data-pictures" not in said
    assert "Сертификаты" not in said


def test_files_come_under_their_hash_for_ever_and_for_him_alone(
    enter: Enter, alice: int, contract: int, shown: int
) -> None:
    client = enter(alice)
    image, paper = addresses(contract, shown)

    first, file = client.get(image), client.get(f"{paper}?download")
    again = client.get(image, headers={"If-None-Match": first.headers["ETag"]})

    assert opened(bytes_of(first)).format == "WEBP"
    assert first.headers["Content-Type"] == "image/webp"
    assert first.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert (again.status_code, again.content) == (304, b"")
    assert bytes_of(file) == pdf("С-1")
    assert file.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    in_place = client.get(paper)
    assert bytes_of(in_place) == pdf("С-1")
    assert in_place.headers["Content-Disposition"].startswith("inline")


def test_who_does_not_see_the_product_sees_neither_its_pictures_nor_its_papers(
    enter: Enter, firm: Firm, alice: int, contract: int, shown: int
) -> None:
    stranger = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", stranger)
    firm.deny(his, brand="SKF")
    own, others = addresses(his, shown), addresses(contract, shown)

    assert [status(enter(stranger), one) for one in (*own, *others)] == [404] * 4
    assert [status(enter(alice), one) for one in others] == [200, 200], "the rest of the house is there"
    assert Client().get(others[0]).status_code == 302, "nobody is asked to sign in"


def test_a_hash_opens_only_the_product_to_which_it_belongs(
    enter: Enter, firm: Firm, alice: int, contract: int, shown: int
) -> None:
    other, secret = firm.product("6205", price=1), kept_files.keep(b"a file of somebody else's")
    image, paper = addresses(contract, shown)
    client = enter(alice)

    for wrong in (
        image.replace(f"/{shown}/", f"/{other}/"),
        paper.replace(f"/{shown}/", f"/{other}/"),
        f"/c/{contract}/catalog/{shown}/pictures/{secret.sha256}.webp",
        f"/c/{contract}/catalog/{shown}/papers/..%2F..%2Fsecret-key.pdf",
        f"/c/{contract}/catalog/{2**63}/pictures/{secret.sha256}.webp",
    ):
        assert client.get(wrong).status_code == 404, wrong


def test_a_file_that_was_lost_is_404_and_no_fault_of_the_page(
    enter: Enter, alice: int, contract: int, shown: int
) -> None:
    image, _ = addresses(contract, shown)
    kept_files.path_of(catalog.pictures(shown)[0].sha256).unlink()

    assert enter(alice).get(image).status_code == 404
    assert panel(enter(alice), contract, shown)
    pictured("6204-2RS", "6204-2RS_2")  # other tests' books agree


# --- the certificates of what he bought


@pytest.fixture
def order(firm: Firm, alice: int, contract: int, shown: int) -> int:
    """Of the bearing, and of a belt that has no papers."""
    belt = firm.product("A-1000", name="Ремень", brand="Gates", price=50, on_hand=9)
    lines = [OrderLine(shown, dec(20)), OrderLine(belt, dec(2))]
    made: int = orders.place(contract=contract, lines=lines, key="o", actor=alice, at=timezone.now()).order
    return made


def taken(answer: Any) -> zipfile.ZipFile:
    assert answer.status_code == 200
    return zipfile.ZipFile(BytesIO(bytes_of(answer)))


def test_the_certificates_of_an_order_are_a_zip_with_a_register(
    enter: Enter, alice: int, contract: int, order: int
) -> None:
    client = enter(alice)
    page = client.get(f"/c/{contract}/orders/{order}/", headers={"Accept": "text/html"}).content.decode()
    assert "Сертификаты на товары (2)" in page

    zip_url, progress_url = re.findall(r'"(/c/[^"]+/certificates[^"]+)"', page)
    assert "0 из 2 документов" in client.get(progress_url).content.decode()

    archive = taken(client.get(zip_url))

    assert "2 из 2 документов" in client.get(progress_url).content.decode()
    register = archive.read("Реестр сертификатов.csv").decode("utf-8-sig").splitlines()
    assert set(archive.namelist()) == {
        "Реестр сертификатов.xlsx",
        "Реестр сертификатов.csv",
        "Сертификат соответствия С-1.pdf",
        "Декларация о соответствии Д-7.pdf",
    }
    assert archive.read("Сертификат соответствия С-1.pdf") == pdf("С-1")
    assert register[1].startswith("6204-2RS;SKF;Подшипник 6204-2RS;Сертификат соответствия;С-1;Ростест;;")
    assert register[3].startswith("A-1000;Gates;Ремень;не загружен;")


def test_those_of_a_shipment_too(enter: Enter, alice: int, contract: int, order: int) -> None:
    line = placed.lines(order=order)[0].id
    [made] = shipping.request(
        contract=contract, lines=[(line, dec(10))], address=None, key="s", actor=alice, at=timezone.now()
    )
    client = enter(alice)

    page = client.get(f"/c/{contract}/shipments/{made}/", headers={"Accept": "text/html"}).content.decode()
    archive = taken(client.get(f"/c/{contract}/shipments/{made}/certificates.zip"))

    assert f"/c/{contract}/shipments/{made}/certificates.zip" in page
    assert len(archive.namelist()) == 4


def test_what_he_bought_is_certified_though_he_does_not_see_it_any_more(
    enter: Enter, firm: Firm, alice: int, contract: int, shown: int, order: int
) -> None:
    firm.deny(contract, brand="SKF")

    assert enter(alice).get(addresses(contract, shown)[1]).status_code == 404
    assert len(taken(enter(alice).get(f"/c/{contract}/orders/{order}/certificates.zip")).namelist()) == 4


def test_a_stranger_takes_no_certificates_of_others_and_a_viewer_takes_his_own(
    enter: Enter, firm: Firm, alice: int, contract: int, order: int
) -> None:
    stranger = firm.person("stranger")
    his = firm.client("Чужой", "7700000016", stranger)
    Membership.objects.filter(user_id=alice).update(role="viewer")

    for address in (f"/c/{contract}/orders/{order}/certificates.zip", f"/c/{his}/orders/{order}/certificates.zip"):
        assert enter(stranger).get(address).status_code == 404
    assert taken(enter(alice).get(f"/c/{contract}/orders/{order}/certificates.zip")).namelist()


def test_papers_of_one_name_get_names_of_their_own_and_a_lost_one_is_told(
    enter: Enter, alice: int, contract: int, shown: int, order: int
) -> None:
    certified("6204-2RS", "С/1")
    certified("6204-2RS", "С:1")
    certified("6204-2RS", "Утраченный")  # of this test alone: others would keep the file of theirs anew meanwhile
    lost = next(one for one in catalog.papers_of([shown]) if one.number == "Утраченный")
    kept_files.path_of(lost.sha256).unlink()

    archive = taken(enter(alice).get(f"/c/{contract}/orders/{order}/certificates.zip"))

    names = archive.namelist()
    assert {"Сертификат соответствия С-1.pdf", "Сертификат соответствия С-1 (2).pdf"} <= set(names)
    assert "Сертификат соответствия Утраченный.pdf" in archive.read("Не вошли.txt").decode("utf-8-sig")
    certified("6204-2RS", "Утраченный")  # other tests' books agree


def test_too_much_at_once_and_nothing_at_all_are_refused(
    enter: Enter, firm: Firm, alice: int, contract: int, order: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = enter(alice), f"/c/{contract}/orders/{order}/certificates.zip"

    def code() -> str:
        return str(client.get(address).json()["refusals"][0]["code"])

    monkeypatch.setattr(certificates, "MOST_MEGABYTES", -1)
    assert code() == "papers.too_heavy"
    monkeypatch.setattr(certificates, "MOST_PAPERS", 1)
    assert code() == "papers.too_many"
    bare = firm.product("B-2", price=5, on_hand=5)
    other = orders.place(
        contract=contract, lines=[OrderLine(bare, dec(1))], key="x", actor=alice, at=timezone.now()
    ).order
    address = f"/c/{contract}/orders/{other}/certificates.zip"
    assert code() == "papers.none"
    page = client.get(f"/c/{contract}/orders/{other}/", headers={"Accept": "text/html"}).content.decode()
    assert "certificates.zip" not in page


def test_statements_do_not_grow_with_the_goods(enter: Enter, firm: Firm, alice: int, contract: int, order: int) -> None:
    client = enter(alice)
    lines = [OrderLine(firm.product(f"P{number}", price=1, on_hand=1), dec(1)) for number in range(12)]
    for number in range(12):
        certified(f"P{number}", f"N{number}")
    larger = orders.place(contract=contract, lines=lines, key="l", actor=alice, at=timezone.now()).order

    def sent(which: int) -> int:
        with counted() as statements:
            taken(client.get(f"/c/{contract}/orders/{which}/certificates.zip"))
        return len([one for one in statements if "set_config" not in one])  # rights are taken for each piece

    sent(order)
    assert sent(order) == sent(larger)

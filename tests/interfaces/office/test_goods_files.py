"""Pictures and papers of goods, sent in the browser: each fate is named, what is too much is refused by words."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from optom.domain.catalog import queries as catalog
from optom.domain.journal.models import Entry
from optom.interfaces.office import goods_files
from tests.drawn import pdf, picture
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def manager(enter: Enter, firm: Firm, bearing: int) -> Client:
    return enter(firm.person("manager", "manager"))


def send(client: Client, name: str, content: bytes) -> Any:
    kind = "application/octet-stream"
    return client.post("/office/goods/files/take/", content, content_type=kind, headers={"X-File-Name": quote(name)})


def fates(client: Client, name: str, content: bytes) -> list[dict[str, Any]]:
    answer = send(client, name, content)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["fates"]
    return found


def zipped(**files: bytes) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return sink.getvalue()


def test_a_picture_and_a_certificate_are_taken_by_article_and_known_again(manager: Client, bearing: int) -> None:
    [shown] = fates(manager, "6204-2RS.jpg", picture())
    [paper] = fates(manager, "SKF_6204 2rs_сертификат.pdf", pdf("РОСС-1"))

    assert shown == {"file": "6204-2RS.jpg", "taken": True, "said": "принято, новое", "reasons": []}
    assert paper["taken"]
    assert len(catalog.pictures(bearing)) == 1
    assert [one.kind for one in catalog.papers_of([bearing])] == ["certificate"]
    [again] = fates(manager, "6204-2RS.jpg", picture())
    assert again["said"] == "уже есть"
    assert Entry.objects.filter(act__startswith="catalog.import").count() == 2, "with who did it"
    assert not Entry.objects.filter(act__startswith="catalog.import", actor=None).exists()


def test_of_a_zip_every_file_is_named_with_what_has_become_of_it(manager: Client, bearing: int) -> None:
    content = zipped(
        **{
            "фото/6204-2RS__jpg": picture(),
            "фото/9999__jpg": picture("blue"),
            "6204-2RS_паспорт__pdf": pdf("7"),
            "6204-2RS_3__jpg": b"no picture at all",
            "inner__zip": zipped(a__jpg=picture()),
        }
    )
    told = {one["file"]: one for one in fates(manager, "всё.zip", content)}

    assert {name for name, one in told.items() if one["taken"]} == {"фото/6204-2RS.jpg", "6204-2RS_паспорт.pdf"}
    assert set(told) == {
        "фото/6204-2RS.jpg", "фото/9999.jpg", "6204-2RS_паспорт.pdf", "6204-2RS_3.jpg", "inner.zip",
    }  # fmt: skip
    assert all(one["reasons"][0]["text"] for one in told.values() if not one["taken"])


def test_more_than_may_be_is_refused_while_it_is_read(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goods_files, "MOST_MEGABYTES", 1)
    answer = send(manager, "6204-2RS.zip", bytes(2 << 20))

    assert answer.status_code == 422
    assert "1 МБ" in answer.json()["refusals"][0]["text"]


def test_a_zip_of_too_many_files_is_refused_whole(
    manager: Client, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(goods_files, "MOST_MEMBERS", 1)
    answer = send(manager, "all.zip", zipped(**{"6204-2RS__jpg": picture(), "6204-2RS_2__jpg": picture("blue")}))

    assert answer.status_code == 422
    assert catalog.pictures(bearing) == []


def test_what_is_not_reached_in_time_is_named(manager: Client, bearing: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(goods_files, "PATIENCE", -1.0)
    [fate] = fates(manager, "6204-2RS.jpg", picture())

    assert not fate["taken"]
    assert catalog.pictures(bearing) == []


def test_a_name_leads_nowhere(manager: Client, bearing: int) -> None:
    [fate] = fates(manager, "../../..\\6204-2RS.jpg", picture())

    assert fate["file"] == "6204-2RS.jpg"
    assert fate["taken"]
    for name in ("", "..", "/", "\0", "x" * 5000):
        assert not fates(manager, name, b"nothing")[0]["taken"]


@pytest.mark.parametrize("desk", ["warehouse", "finance"])
def test_to_other_desks_and_to_buyers_the_page_does_not_exist(
    enter: Enter, firm: Firm, alice: int, desk: str, bearing: int
) -> None:
    for client in (enter(firm.person("somebody", desk)), enter(alice)):
        assert client.get("/office/goods/files/").status_code == 404
        assert send(client, "6204-2RS.jpg", picture()).status_code == 404
    assert catalog.pictures(bearing) == []


def test_the_page_opens(manager: Client) -> None:
    assert "data-drop" in manager.get("/office/goods/files/", headers={"Accept": "text/html"}).content.decode()

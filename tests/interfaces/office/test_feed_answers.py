"""The purchaser lets suppliers' answers be read: the feed, what became of each file, the way to the order and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from optom.domain.suppliers.models import Feed, FeedRun
from optom.interfaces.exchange import answers
from optom.interfaces.office import feed_answers
from tests.interfaces.exchange.answering import Answering, answering
from tests.interfaces.test_windows import ask_all
from tests.trade import Firm

from .test_feeds import HTML, page, posted, rows

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


@pytest.fixture
def opora(firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """His order waits for his word."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path)
    return answering(firm, timezone.now(), tmp_path)


@pytest.fixture
def paula(enter: Enter, opora: Answering) -> Client:
    """She buys for us."""
    return enter(opora.paula)


def here(run: FeedRun) -> str:
    """Where a file of answers is shown."""
    return f"/office/feeds/{run.feed_id}/answers/{run.pk}/"


def test_a_feed_of_answers_is_added_and_called_so(paula: Client, opora: Answering) -> None:
    asked = paula.post("/office/feeds/acts/add", {"keys": []}, content_type="application/json").json()["form"]
    assert "ответы на наши заказы" in asked
    given = {"keys": [], "asked": "1", "new_supplier": "Вега", "brings": "answers", "currency": "RUB"}
    answer = paula.post("/office/feeds/acts/add", given, content_type="application/json")
    made = Feed.objects.latest("pk")
    assert answer.json()["location"] == f"/office/feeds/{made.pk}/"
    assert (made.name, made.brings) == ("Ответы на заказы", "answers")
    assert paula.get(f"/office/feeds/{made.pk}/", headers=HTML).headers["Location"].endswith("/answers/")
    wrong = paula.post(
        "/office/feeds/acts/add", {**given, "brings": "x", "new_supplier": "Иной"}, content_type="application/json"
    )
    assert (wrong.status_code, Feed.objects.latest("pk")) == (400, made)
    brings = {row["supplier_name"]: row["brings"] for row in rows(paula, "/office/feeds/")}
    assert brings["Вега"] == "answers"


def test_a_file_by_hand_confirms_and_the_order_and_the_file_lead_to_each_other(paula: Client, opora: Answering) -> None:
    feed, order = opora.feed.pk, f"/office/buying/orders/{opora.order.pk}/"
    file = SimpleUploadedFile("PO.xlsx", opora.book(a6205=("10", "150")))
    sent = paula.post(f"/office/feeds/{feed}/send/", {"file": file}, headers=HTML)
    run = FeedRun.objects.get()
    assert paula.get(sent.headers["Location"], headers=HTML).headers["Location"] == here(run)
    assert "Файл ждёт" in page(paula, here(run))
    answers.take(run=run.pk, at=timezone.now())

    told = page(paula, here(run))
    assert f'href="{order}"' in told
    assert "заказ подтверждён" in told
    lines = {row["article"]: row for row in rows(paula, here(run))}
    assert [lines[one]["outcome"] for one in ("6204", "6205")] == ["comes", "doubted"]
    assert lines["6205"]["doubt"] == "цены"
    back = page(paula, order)
    assert f'href="{here(run)}"' in back
    assert "Подтверждён файлом" in back
    [listed] = rows(paula, f"/office/feeds/{feed}/answers/")
    assert (listed["state"], listed["order"], listed["doubted"]) == ("answered", opora.order.pk, 1)


def test_what_failed_says_why_in_words_until_it_is_settled(paula: Client, opora: Answering) -> None:
    opora.taken(opora.book())
    other = opora.taken(opora.book(a6204=("1", "100")), "PO-2.xlsx", later=1)
    told = page(paula, here(other))
    assert f"PO-{opora.order.pk} уже подтверждён" in told
    assert f'href="/office/buying/orders/{opora.order.pk}/"' in told
    posted(paula, f"/office/feeds/{opora.feed.pk}/files/{other.pk}/decide/", what="reject")
    told = page(paula, here(other))
    assert "уже подтверждён" in told
    assert "Разобрано" not in told

    posted(paula, f"/office/feeds/{opora.feed.pk}/files/{other.pk}/replay/")
    again = FeedRun.objects.latest("pk")
    assert (again.pk, again.state) != (other.pk, "applied")


def test_a_picture_is_named_and_passed_over(paula: Client, opora: Answering) -> None:
    run = opora.taken(b"\x89PNG\r\n\x1a\n", "logo.png")
    told = page(paula, here(run))
    assert "logo.png — не ответ на заказ" in told
    assert "пропущен" in told


def test_terms_of_a_feed_of_answers_are_its_name(paula: Client, opora: Answering) -> None:
    address = f"/office/feeds/{opora.feed.pk}/terms/"
    assert "moved_percent" not in page(paula, address)
    posted(paula, address, name="Ответы по почте")
    opora.feed.refresh_from_db()
    assert (opora.feed.name, opora.feed.brings, opora.feed.moved_percent) == ("Ответы по почте", "answers", 25)


def test_no_mapping_is_made_of_an_answer(paula: Client, opora: Answering) -> None:
    run: Any = opora.taken(opora.book())
    answer = paula.get(f"/office/feeds/{run.feed_id}/files/{run.pk}/mapping/", headers=HTML)
    assert answer.status_code < 500
    assert FeedRun.objects.get().mapping_id is None


def test_who_does_not_buy_finds_nothing_of_it(enter: Enter, firm: Firm, opora: Answering, alice: int) -> None:
    run = opora.taken(opora.book())
    strangers = [enter(firm.person(desk, desk)) for desk in ("warehouse", "finance", "manager")]
    for client in [*strangers, enter(alice)]:
        for address in (here(run), f"{here(run)}rows", f"/office/feeds/{run.feed_id}/answers/"):
            assert client.get(address, headers=HTML).status_code == 404


def test_both_lists_are_asked_by_every_column(paula: Client, opora: Answering) -> None:
    run = opora.taken(opora.book(a6205=("10", "150")))
    ask_all(paula, f"/office/feeds/{run.feed_id}/answers/rows", feed_answers.SHEET)
    ask_all(paula, f"{here(run)}rows", feed_answers.SAID)

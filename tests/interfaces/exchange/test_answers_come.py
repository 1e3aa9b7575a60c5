"""Answers to orders come from where suppliers put them: a mail box, their server, a folder."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from optom.base.secrets import Secret
from optom.domain.purchasing.models import Answer
from optom.domain.stock.models import Arrival
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers import collecting, queries
from optom.domain.suppliers.models import Feed, FeedRun
from optom.domain.suppliers.sources.terms import Folder, Ftp, Mailbox, Security, Terms
from optom.interfaces.exchange import answers
from tests.domain.suppliers.sources.ftp_server import ftp_server
from tests.domain.suppliers.sources.imap_server import MailServer, imap_server
from tests.trade import Firm

from .answering import Answering, answering

pytestmark = pytest.mark.django_db
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


@pytest.fixture
def opora(firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Answering:
    """His order waits for his word; the operator allows this machine."""
    monkeypatch.setattr(settings, "OPTOM_FILES", tmp_path / "kept")
    monkeypatch.setattr(settings, "OPTOM_FEED_NETWORKS", ["127.0.0.0/8"])
    monkeypatch.setattr(settings, "OPTOM_FEED_FOLDER", str(tmp_path))
    return answering(firm, timezone.now(), tmp_path)


@pytest.fixture
def servers() -> Iterator[ExitStack]:
    """They stop with the test."""
    with ExitStack() as stack:
        yield stack


def box(mail: MailServer) -> Mailbox:
    """Letters of Опора about orders."""
    return Mailbox(host="127.0.0.1", port=mail.port, security=Security.NONE, user="optom",
                   password=Secret.of("s3same"), sender="@opora.example", subject="PO-")  # fmt: skip


def letter(book: bytes, number: int = 1, sender: str = "sales@opora.example") -> EmailMessage:
    """A reply with the workbook, and the picture that each of their letters is signed with."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "we@firm.ru", "Re: PO-1"
    made["Message-ID"] = f"<{number}@opora.example>"
    made.set_content("Подтверждаем, книга во вложении.")
    made.add_attachment(book, maintype="application", subtype="octet-stream", filename="PO-1.xlsx")
    made.add_attachment(PICTURE, maintype="image", subtype="png", filename="logo.png")
    return made


def collected(opora: Answering, terms: Terms, later: int = 0) -> list[tuple[str, str]]:
    """The source is looked at, and all that came is read: names and states."""
    at = opora.at + timedelta(minutes=later)
    of = Feed.objects.get(pk=opora.feed.pk)
    if not of.source:
        suppliers.set_source(feed=of.pk, source=terms, plan=None, actor=opora.paula, at=at)
    known = set(FeedRun.objects.values_list("pk", flat=True))
    collecting.collect(feed=of.pk, at=at)
    assert Feed.objects.get(pk=of.pk).failure is None
    come = FeedRun.objects.exclude(pk__in=known).order_by("pk")
    for run in come:
        answers.take(run=run.pk, at=at)
    return list(come.all().values_list("name", "state"))


def test_a_reply_in_the_mail_box_confirms_and_its_picture_is_passed_over(opora: Answering, servers: ExitStack) -> None:
    mail = servers.enter_context(imap_server())
    yesterday = opora.at - timedelta(days=1)
    mail.put(letter(opora.book(), 1, "stranger@elsewhere.example"), yesterday)
    mail.put(letter(opora.book(), 2), yesterday)
    assert collected(opora, box(mail)) == [("PO-1.xlsx", "answered"), ("logo.png", "passed")]
    assert (opora.state(), Arrival.objects.count()) == ("confirmed", 2)


def test_the_same_letter_twice_confirms_once(opora: Answering, servers: ExitStack) -> None:
    """Once more under its own number, by mail that came twice; then as he sends it again."""
    mail = servers.enter_context(imap_server())
    book = opora.book()
    for number in (1, 1, 2):
        mail.put(letter(book, number), opora.at - timedelta(days=1))
    states = [state for name, state in collected(opora, box(mail)) if name == "PO-1.xlsx"]
    assert states == ["answered", "passed", "passed"]
    assert collected(opora, box(mail), later=9) == [], "what was taken is not fetched again"
    assert (Answer.objects.count(), Arrival.objects.count()) == (1, 2)


def test_an_answer_on_the_suppliers_server_confirms(opora: Answering, servers: ExitStack, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "ответ.xlsx").write_bytes(opora.book())
    (out / "прайс.csv").write_text("Код;Цена\n1;2\n")
    server = servers.enter_context(ftp_server(out))
    terms = Ftp(host="127.0.0.1", port=server.port, security=Security.NONE, user="optom",
                password=Secret.of("s3same"))  # fmt: skip
    assert sorted(collected(opora, terms)) == [("ответ.xlsx", "answered"), ("прайс.csv", "passed")]


def test_an_answer_in_a_folder_confirms(opora: Answering, tmp_path: Path) -> None:
    folder = tmp_path / "edi"
    folder.mkdir()
    (folder / "ORDRSP.xlsx").write_bytes(opora.book())
    rested(folder, opora)
    assert collected(opora, Folder(path="edi")) == [("ORDRSP.xlsx", "answered")]
    assert opora.state() == "confirmed"


def test_an_empty_file_holds_up_no_answer_and_is_told_of_once(opora: Answering, tmp_path: Path) -> None:
    folder, feed = tmp_path / "edi", opora.feed.pk
    folder.mkdir()
    (folder / "A.xlsx").touch()
    (folder / "B.xlsx").write_bytes(opora.book())
    rested(folder, opora)
    suppliers.set_source(feed=feed, source=Folder(path="edi"), plan=None, actor=opora.paula, at=opora.at)
    assert collecting.collect(feed=feed, at=opora.at) == 1
    [told] = queries.reasons(Feed.objects.get(pk=feed).failure)
    assert (told.code, told.facts["name"]) == ("suppliers.file_empty", "A.xlsx")
    assert collecting.collect(feed=feed, at=opora.at + timedelta(minutes=1)) == 0
    assert Feed.objects.get(pk=feed).failure is None


def rested(folder: Path, opora: Answering) -> None:
    """Nobody has written into it for an hour."""
    long_ago = (opora.at - timedelta(hours=1)).timestamp()
    for one in folder.iterdir():
        os.utime(one, (long_ago, long_ago))

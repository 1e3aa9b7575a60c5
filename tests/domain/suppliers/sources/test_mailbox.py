"""Attachments of letters: taken once, of whom and what the terms say, whatever mail makes of their names."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Thread

import pytest
from imapclient.response_parser import parse_fetch_response

from optom.base.secrets import Secret
from optom.domain.suppliers.sources.found import Seen
from optom.domain.suppliers.sources.letters import attachments_of, decoded
from optom.domain.suppliers.sources.terms import Mailbox, Security
from optom.domain.suppliers.sources.visiting import Bounds

from .bringing import Brought, bring, put_off, refused
from .conftest import Certificate
from .imap_server import MailServer, imap_server


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with imap_server() as server:
        yield server


def box(mail: MailServer) -> Mailbox:
    """The terms of a feed."""
    return Mailbox(host="127.0.0.1", port=mail.port, security=Security.NONE, user="optom", password=Secret.of("s3same"))


def letter(
    name: str, content: bytes, subject: str = "Прайс на неделю", sender: str = "Вега <price@vega.ru>"
) -> EmailMessage:
    """A letter with a text and a file."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"], made["Message-ID"] = (
        sender,
        "we@firm.ru",
        subject,
        f"<{hash(content)}@vega.ru>",
    )
    made.set_content("Добрый день, во вложении прайс.")
    made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made


def test_attachments_come_once_and_letters_stay_unread(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    content = bytes(range(256)) * 3000  # longer than a piece, so that pieces are put together
    mail.put(letter("Прайс-лист.xlsx", content), at - timedelta(days=1))
    seen = Seen()
    assert bring(box(mail), seen, at, bounds) == [Brought("Прайс-лист.xlsx", content)]
    assert bring(box(mail), Seen.of_json(seen.as_json()), at, bounds) == []
    mail.put(letter("new.csv", b"1;2"), at)
    assert bring(box(mail), seen, at, bounds) == [Brought("new.csv", b"1;2")]
    assert not [one for one in mail.flags() if b"Seen" in one]


def test_only_letters_of_whom_and_of_what_the_terms_say(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    mail.put(letter("a.xlsx", b"a"), at)
    mail.put(letter("b.xlsx", b"b", subject="Счёт"), at)
    mail.put(letter("c.xlsx", b"c", sender="Орион <sales@orion.ru>"), at)
    mail.put(letter("d.pdf", b"d"), at)
    mail.put(letter("e.xlsx", b"e"), at - timedelta(days=60))
    terms = replace(box(mail), sender="@VEGA.ru", subject="прайс", files="*.xls*, *.zip")
    assert bring(terms, Seen(), at, bounds) == [Brought("a.xlsx", b"a")]


def test_a_folder_is_called_by_russian_letters(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    mail.put(letter("a.xlsx", b"a"), at, folder="Прайсы")
    assert bring(replace(box(mail), folder="Прайсы"), Seen(), at, bounds) == [Brought("a.xlsx", b"a")]
    refusal = refused(replace(box(mail), folder="Прайс"), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.folder_missing", {"folder": "Прайс"})


def test_an_attachment_that_the_server_tells_of_but_withholds_is_no_empty_file(
    mail: MailServer, at: datetime, bounds: Bounds
) -> None:
    """This server numbers the parts of a letter within a letter otherwise than RFC 3501 does."""
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Message-ID"] = "boss@firm.ru", "Fwd", "<fwd@firm.ru>"
    outer.set_content("Смотри")
    outer.add_attachment(letter("inner.xlsx", b"inner"))
    mail.put(outer, at)
    refusal = refused(box(mail), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.attachment_withheld", {"name": "inner.xlsx"})


_BARE = b"""From: a@vega.ru\r
Message-ID: <bare@vega.ru>\r
Subject: x\r
MIME-Version: 1.0\r
Content-Type: %s\r
Content-Transfer-Encoding: base64\r
%s\r
QUJD\r
"""


@pytest.mark.parametrize(
    ("kind", "disposition", "name"),
    [
        (b"application/x-zip; name=bare.zip", b"", "bare.zip"),
        (b'application/zip; name="=?koi8-r?B?8NLBytMuemlw?="', b"", "Прайс.zip"),
        (b"application/zip", b'Content-Disposition: attachment; filename*0="long"; filename*1=".zip"\r\n', "long.zip"),
        (b"text/csv; charset=cp1251", b"Content-Disposition: inline; filename=p.csv\r\n", "p.csv"),
        (b"application/zip", b'Content-Disposition: attachment; filename="../../x.zip"\r\n', "x.zip"),
    ],
)
def test_names_of_attachments_in_all_ways_of_mail(
    mail: MailServer, at: datetime, bounds: Bounds, kind: bytes, disposition: bytes, name: str
) -> None:
    mail.put(_BARE % (kind, disposition), at)
    assert bring(box(mail), Seen(), at, bounds) == [Brought(name, b"ABC")]


def test_quoted_attachments_are_unpacked_over_the_edges_of_pieces() -> None:
    assert b"".join(decoded(iter([b"a=3D", b"=0", b"A\r\nb\r\n"]), "quoted-printable")) == b"a=\n\r\nb\r\n"
    assert b"".join(decoded(iter([b"QU", b"JD\r\n", b"RA"]), "base64")) == b"ABCD"


def test_a_wrong_password_is_told(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    refusal = refused(replace(box(mail), password=Secret.of("s3same?")), at, bounds)
    assert (refusal.code, refusal.facts) == ("sources.sign_in_refused", {"host": "127.0.0.1"})
    assert refusal.__cause__ is None


def test_a_huge_attachment_is_refused_before_it_comes(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    mail.put(letter("big.bin", bytes(2 << 20)), at)
    assert refused(box(mail), at, bounds).code == "sources.too_large"


def test_tls_begins_before_the_password(certificate: Certificate, at: datetime, bounds: Bounds) -> None:
    with imap_server(certificate.server) as mail:
        mail.put(letter("a.xlsx", b"a"), at)
        terms = replace(box(mail), security=Security.STARTTLS)
        assert refused(terms, at, bounds).code == "sources.certificate_wrong"
        trusting = replace(bounds, roots_of_trust=certificate.path)
        assert bring(terms, Seen(), at, trusting) == [Brought("a.xlsx", b"a")]


def test_tls_from_the_first_byte(certificate: Certificate, at: datetime, bounds: Bounds) -> None:
    with imap_server(certificate.server, is_first=True) as mail:
        terms = replace(box(mail), security=Security.TLS)
        assert refused(terms, at, bounds).code == "sources.certificate_wrong"
        assert bring(terms, Seen(), at, replace(bounds, roots_of_trust=certificate.path)) == []


def test_an_answer_that_would_fill_memory_is_not_taken(at: datetime, bounds: Bounds) -> None:
    with _hangs_up(b"* OK hello\r\n* 1 FETCH (ENVELOPE {99999999999}\r\n") as port:
        assert refused(box(MailServer(port)), at, bounds).code == "sources.too_large"


def test_without_tls_on_the_server_no_password_is_sent(mail: MailServer, at: datetime, bounds: Bounds) -> None:
    assert refused(replace(box(mail), security=Security.STARTTLS), at, bounds).code == "sources.tls_refused"


@contextmanager
def _hangs_up(said: bytes) -> Iterator[int]:
    """A server that says something and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            connection, _ = listening.accept()
            connection.sendall(said)
            connection.close()

        Thread(target=answer, daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize("said", [b"", b"* OK hello\r\n", b"* OK hello\r\n* BYE\r\n"])
def test_a_server_that_hangs_up_is_tried_again(at: datetime, bounds: Bounds, said: bytes) -> None:
    with _hangs_up(said) as port:
        assert put_off(box(MailServer(port)), at, bounds).code == "sources.no_answer"


def test_a_server_that_never_answers_is_given_up(at: datetime, bounds: Bounds) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        terms = box(MailServer(silent.getsockname()[1]))
        assert put_off(terms, at, replace(bounds, seconds=1, idle=30)).code == "sources.too_slow"


_AS_DOVECOT_TELLS = (
    b'1 (UID 5 BODYSTRUCTURE ((("text" "plain" ("charset" "utf-8") NIL NIL "8bit" 30 1 NIL NIL NIL NIL)'
    b'("text" "html" ("charset" "utf-8") NIL NIL "8bit" 40 2 NIL NIL NIL NIL)'
    b' "alternative" ("boundary" "b1") NIL NIL NIL)'
    b'("application" "vnd.ms-excel" ("name" "=?koi8-r?B?8NLBytMueGxz?=") NIL NIL "base64" 4000 NIL'
    b'("attachment" ("filename*" "UTF-8\'\'%D0%BF%D1%80%D0%B0%D0%B9%D1%81.xls")) NIL NIL)'
    b'("text" "csv" ("charset" "cp1251" "name" "=?koi8-r?B?8NLBytMuY3N2?=")'
    b' NIL NIL "quoted-printable" 90 3 NIL NIL NIL NIL)'
    b'("application" "zip" NIL NIL NIL "base64" 8 NIL'
    b' ("attachment" ("filename*0" "a \\"b\\"" "filename*1" ".zip")) NIL NIL)'
    b'("message" "rfc822" NIL NIL NIL "7bit" 900 (NIL "Fwd" NIL NIL NIL NIL NIL NIL NIL "<i@x>")'
    b'(("text" "plain" NIL NIL NIL "7bit" 3 1 NIL NIL NIL NIL)'
    b'("application" "zip" ("name" "in.zip") NIL NIL "base64" 8 NIL NIL NIL NIL) "mixed" NIL NIL NIL NIL)'
    b' 20 NIL ("attachment" NIL) NIL NIL)'
    b'("message" "rfc822" NIL NIL NIL "7bit" 90 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)'
    b'("application" "zip" ("name" "only.zip") NIL NIL "base64" 8 NIL NIL NIL NIL) 5 NIL NIL NIL NIL)'
    b' "mixed" ("boundary" "b0") NIL NIL NIL))'
)


def test_a_structure_as_usual_servers_tell_it() -> None:
    told = parse_fetch_response([_AS_DOVECOT_TELLS])[5][b"BODYSTRUCTURE"]
    assert [(one.section, one.name, one.encoding) for one in attachments_of(told)] == [
        ("2", "прайс.xls", "base64"),
        ("3", "Прайс.csv", "quoted-printable"),
        ("4", 'a "b".zip', "base64"),
        ("5.2", "in.zip", "base64"),
        ("6.1", "only.zip", "base64"),
    ]

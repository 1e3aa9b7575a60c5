"""Attachments of letters in a mail box. Letters stay as they are: nothing is marked as read, nothing is moved."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from email.header import decode_header, make_header
from imaplib import IMAP4
from socket import socket
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from optom.base.refusal import Refusal

from .found import Fetched, Finding, Mark, Seen, is_wanted, no_folder
from .letters import Attachment, attachments_of, decoded
from .terms import Mailbox, Security
from .visiting import PIECE, NotNow, Visit

_MOST_LETTERS = 2000  # the newest of the days that are looked at
_AT_ONCE = 100


def fetch(terms: Mailbox, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.sign_in_refused``, ``sources.folder_missing``, ``sources.tls_refused``,
    ``sources.attachment_withheld`` (name), and as `Visit` does.
    """
    with _faults(visit, terms), _opened(visit, terms) as box:
        wanted = list(_wanted(box, terms, visit))
        seen.keep_only([one.mark.key for one in wanted])
        for one in [one for one in wanted if not seen.has(one.mark)][: visit.bounds.most_files]:
            file = one.attachment
            yield Fetched(file.name, visit.land(file.name, _pieces(box, one), expected=file.bytes_at_most), one.mark)


@dataclass(frozen=True, slots=True)
class _Found:
    letter: int
    attachment: Attachment
    mark: Mark


class _Imap(IMAP4):
    """Connected by the visit."""

    def __init__(self, visit: Visit, terms: Mailbox) -> None:
        self._visit, self._terms = visit, terms
        super().__init__(terms.host, terms.port)

    def _create_socket(self, timeout: Any) -> socket:  # noqa: ARG002 -- as imaplib calls it
        connection = self._visit.connect(self._terms.host, self._terms.port)
        if self._terms.security != Security.TLS:
            return connection
        return self._visit.tls.wrap_socket(connection, server_hostname=self._terms.host)

    def read(self, size: int) -> bytes:
        """What a server announces is not what we hold in memory."""
        self._visit.check_listing("FETCH", size)
        return super().read(size)


class _Box(IMAPClient):  # type: ignore[misc]
    def __init__(self, visit: Visit, terms: Mailbox) -> None:
        self._visit, self._terms = visit, terms
        idle = SocketTimeout(visit.bounds.idle, visit.bounds.idle)
        super().__init__(terms.host, terms.port, ssl=False, timeout=idle)

    def _create_IMAP4(self) -> IMAP4:  # noqa: N802 -- the library's name
        return _Imap(self._visit, self._terms)


@contextmanager
def _opened(visit: Visit, terms: Mailbox) -> Iterator[IMAPClient]:
    box = _Box(visit, terms)
    try:
        if terms.security == Security.STARTTLS:
            _begin_tls(box, visit, terms)
        try:
            box.login(terms.user, terms.password.reveal())
        except LoginError:
            raise Refusal("sources.sign_in_refused", host=terms.host) from None
        try:
            box.select_folder(terms.folder, readonly=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as error:
            raise no_folder(terms.folder) from error
        yield box
    finally:
        with suppress(OSError, IMAPClientError):
            box.logout()
        with suppress(OSError):
            box.shutdown()


def _begin_tls(box: IMAPClient, visit: Visit, terms: Mailbox) -> None:
    """Before the password, or not at all."""
    try:
        box.starttls(visit.tls)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as error:
        raise Refusal("sources.tls_refused", host=terms.host) from error


@contextmanager
def _faults(visit: Visit, terms: Mailbox) -> Iterator[None]:
    with visit.faults_of(terms.host):
        try:
            yield
        except IMAPClientAbortError as error:
            visit.check_time()
            raise NotNow("sources.no_answer", host=terms.host, port=str(terms.port)) from error
        except IMAPClientError as error:
            raise Refusal("sources.answer_unexpected", host=terms.host, status="IMAP") from error


def _wanted(box: IMAPClient, terms: Mailbox, visit: Visit) -> Iterator[_Found]:
    """Of letters of the last days, older ones first."""
    since = (visit.at - timedelta(days=terms.days)).date()
    letters = sorted(box.search(["SINCE", since]))[-_MOST_LETTERS:]
    for start in range(0, len(letters), _AT_ONCE):
        told = box.fetch(letters[start : start + _AT_ONCE], ["ENVELOPE", "BODYSTRUCTURE"])
        visit.check_time()
        for letter in sorted(told):
            yield from _of_letter(letter, told[letter], terms)


def _of_letter(letter: int, told: dict[bytes, Any], terms: Mailbox) -> Iterator[_Found]:
    envelope = told.get(b"ENVELOPE")
    if envelope is None or b"BODYSTRUCTURE" not in told or not _is_meant(envelope, terms):
        return
    named = _text(envelope.message_id) or f"letter {letter}"
    for one in attachments_of(told[b"BODYSTRUCTURE"]):
        if is_wanted(one.name, terms.files):
            yield _Found(letter, one, Mark(f"{named[:200]} {one.section}", str(one.size)))


def _is_meant(envelope: Any, terms: Mailbox) -> bool:
    """Compared here: servers disagree on how to look for other letters than Latin ones."""
    senders = " ".join(
        f"{_text(one.name)} {_text(one.mailbox)}@{_text(one.host)}" for one in envelope.from_ or () if one is not None
    )
    has_sender = terms.sender.casefold() in senders.casefold()
    return has_sender and terms.subject.casefold() in _text(envelope.subject).casefold()


def _text(told: bytes | None) -> str:
    """A header in words, as far as it can be read."""
    raw = (told or b"").decode("utf-8", errors="replace")
    try:
        return str(make_header(decode_header(raw)))
    except (LookupError, UnicodeError, ValueError):
        return raw


def _pieces(box: IMAPClient, found: _Found) -> Iterator[bytes]:
    """The attachment as it was before it was made fit for mail."""
    return decoded(_raw(box, found), found.attachment.encoding)


def _raw(box: IMAPClient, found: _Found) -> Iterator[bytes]:
    section, start = found.attachment.section, 0
    while True:
        told = box.fetch([found.letter], [f"BODY.PEEK[{section}]<{start}.{PIECE}>"])
        piece = told.get(found.letter, {}).get(f"BODY[{section}]<{start}>".encode()) or b""
        if not (piece or start) and found.attachment.size:
            raise Refusal("sources.attachment_withheld", name=found.attachment.name)
        yield piece
        start += len(piece)
        if len(piece) < PIECE:
            return

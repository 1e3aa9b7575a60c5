"""What is attached to a letter, by the structure that its server tells, and how an attachment is unpacked. Pure."""

import binascii
import quopri
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any

from imapclient.response_types import BodyData

from .visiting import told_name

_DEEPEST = 20
_BASIC = 8  # of a part that is neither text nor a letter, the disposition comes ninth


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a letter: its number, its name, how it was made fit for mail, its size as it lies in the letter."""

    section: str
    name: str
    encoding: str
    size: int

    @property
    def bytes_at_most(self) -> int:
        """Its size when it is unpacked; what it truly is, is counted while it comes."""
        return self.size // 4 * 3 - self.size // 50 if self.encoding == "base64" else 0


def attachments_of(body: Any, section: str = "", depth: int = 0) -> Iterator[Attachment]:
    """Parts with a name of a file, of letters within the letter too."""
    if depth > _DEEPEST or not body:
        return
    if isinstance(body[0], list):
        for number, part in enumerate(body[0], start=1):
            yield from attachments_of(part, f"{section}.{number}" if section else str(number), depth + 1)
        return
    kind = f"{_word(body[0])}/{_word(body[1])}"
    if kind == "message/rfc822" and len(body) > _BASIC and isinstance(body[8], tuple):
        inner = BodyData.create(body[8])
        at = section or "1"
        yield from attachments_of(inner, at if inner.is_multipart else f"{at}.1", depth + 1)
    elif name := _name_of(body, kind):
        size = body[6] if isinstance(body[6], int) else 0
        yield Attachment(section or "1", told_name(name), _word(body[5]), size)


def _name_of(body: Any, kind: str) -> str:
    """By the disposition, else by the type, in any of the ways in which mail writes names."""
    place = _BASIC + (1 if kind.startswith("text/") else 0)
    disposition = body[place] if len(body) > place else None
    if isinstance(disposition, tuple) and len(disposition) > 1:
        disposition = _header(disposition[1])
    # Some servers tell it as it stands in the letter, not taken apart.
    return _named("filename", _raw(disposition)) or _named("name", _header(body[2]))


def _header(told: Any) -> str:
    """Parameters as a letter has them: the email package knows all their ways."""
    pairs = zip(told[::2], told[1::2], strict=False) if isinstance(told, tuple) else ()
    return "; ".join(["x", *(f'{_raw(name)}="{_quoted(_raw(value))}"' for name, value in pairs)])


def _named(what: str, header: str) -> str:
    """The value of a parameter, also where it is cut into pieces or says its letters' encoding."""
    letter = Message()
    letter["Content-Disposition"] = " ".join(header.split())
    found = letter.get_param(what, header="Content-Disposition")
    if isinstance(found, tuple):
        return collapse_rfc2231_value(found)
    try:
        return str(make_header(decode_header(found or "")))
    except (LookupError, UnicodeError, ValueError):
        return found or ""


def _raw(told: Any) -> str:
    return told.decode("utf-8", errors="replace") if isinstance(told, bytes) else str(told or "")


def _word(told: Any) -> str:
    return _raw(told).lower()


def _quoted(value: str) -> str:
    one_line = " ".join(value.split())
    return one_line.replace("\\", "\\\\").replace('"', '\\"')


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Bytes as they were before they were made fit for mail, piece by piece."""
    match encoding:
        case "base64":
            return _of_base64(pieces)
        case "quoted-printable":
            return _of_quoted(pieces)
    return iter(pieces)


def _of_base64(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        letters = rest + piece.translate(None, b"\r\n\t ")
        whole = len(letters) // 4 * 4
        rest = letters[whole:]
        yield _unpacked(letters[:whole])
    if rest:
        yield _unpacked(rest + b"=" * (-len(rest) % 4))


def _unpacked(letters: bytes) -> bytes:
    """A cut letter gives what it has; that it is short the file itself will show."""
    try:
        return binascii.a2b_base64(letters)
    except binascii.Error:
        return b""


def _of_quoted(pieces: Iterable[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        lines, _, rest = (rest + piece).rpartition(b"\n")
        if lines:
            yield quopri.decodestring(lines + b"\n")
    if rest:
        yield quopri.decodestring(rest)

"""Reading camt.053 as a stream: an entry is read, given away and forgotten. Nothing is fetched or expanded.

An entry that stands for several payments (a batch) becomes as many documents as it has details with sums of their own.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from optom.base.refusal import Refusal
from optom.domain.bank.rules import StatementDocument, UnreadPart

from .entries import documents_of
from .nodes import Element, local, text

Part = StatementDocument | UnreadPart
_KINDS = ("BkToCstmrStmt", "camt.053")
_ENTRIES, _ACCOUNT = "Ntry", "Acct"


def is_camt(head: bytes) -> bool:
    """By the name of its message, in whatever alphabet of one byte a sign."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<") and any(kind.encode() in start for kind in _KINDS)


def read(stream: BinaryIO) -> Iterator[Part]:
    """The documents of the file in their order, and what in it is none; where the XML breaks off, that is told."""
    place = 0
    walk = _entries(stream)
    while True:
        try:
            account, entry = next(walk)
        except StopIteration:
            return
        except etree.XMLSyntaxError as error:
            yield UnreadPart(place + 1, error.lineno or 0, "bank.xml_broken", {"reason": str(error)[:200]})
            return
        except Refusal as refusal:
            yield UnreadPart(place + 1, 1, refusal.code, refusal.facts)
            return
        for part in documents_of(entry, account, place):
            place = part.place
            yield part
        _forget(entry)


def _entries(stream: BinaryIO) -> Iterator[tuple[str, Element]]:
    """Each entry with the account of its statement, which stands before it."""
    account = ""
    tags = tuple(f"{{*}}{name}" for name in ("Document", _ACCOUNT, _ENTRIES))
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **options):
        if event == "start":
            if element.getroottree().docinfo.internalDTD is not None:
                raise Refusal("bank.xml_doctype")
        elif local(element) == _ACCOUNT and _is_of_statement(element):
            account = text(element, "Id/IBAN", "Id/Othr/Id")
        elif local(element) == _ENTRIES:
            yield account, element


def _is_of_statement(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "Stmt"


def _forget(element: Element) -> None:
    """The entry that was read, and those before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None and local(before) == _ENTRIES:
        parent.remove(before)

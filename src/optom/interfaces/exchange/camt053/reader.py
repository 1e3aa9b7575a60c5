"""Reading camt.053 as a stream: an entry is read, given away and forgotten. Nothing is fetched or expanded.

An entry that stands for several payments (a batch) becomes as many documents as it has details with sums of their own.
"""

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from optom.base.refusal import Refusal
from optom.domain.bank.rules import StatementDocument, Turnover, UnreadPart

from .balances import Told
from .entries import documents_of
from .nodes import Element, local, text

Part = StatementDocument | UnreadPart | Turnover
_KINDS = ("BkToCstmrStmt", "camt.053")
_ENTRIES, _ACCOUNT, _STATEMENT = "Ntry", "Acct", "Stmt"
_WHOLE = ("Bal", "FrToDt", "TxsSummry")


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
            account, found = next(walk)
        except StopIteration:
            return
        except etree.XMLSyntaxError as error:
            yield UnreadPart(place + 1, error.lineno or 0, "bank.xml_broken", {"reason": str(error)[:200]})
            return
        except Refusal as refusal:
            yield UnreadPart(place + 1, 1, refusal.code, refusal.facts)
            return
        if isinstance(found, Turnover):
            yield found
            continue
        for part in documents_of(found, account, place):
            place = part.place
            yield part
        _forget(found)


def _entries(stream: BinaryIO) -> Iterator[tuple[str, Element | Turnover]]:
    """Each entry with the account of its statement, which stands before it; at the end of a statement what it says."""
    account, told = "", Told()
    tags = tuple(f"{{*}}{name}" for name in ("Document", _STATEMENT, _ACCOUNT, _ENTRIES, *_WHOLE))
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **options):
        if event == "start":
            told = Told() if local(element) == _STATEMENT else told
            if element.getroottree().docinfo.internalDTD is not None:
                raise Refusal("bank.xml_doctype")
        elif local(element) == _ACCOUNT and _is_of_statement(element):
            account = text(element, "Id/IBAN", "Id/Othr/Id")
        elif local(element) == _ENTRIES:
            yield account, element
        elif local(element) in _WHOLE and _is_of_statement(element):
            told.hear(element)
        elif local(element) == _STATEMENT and (turnover := told.turnover(account, element.sourceline or 0)):
            yield account, turnover


def _is_of_statement(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local(parent) == "Stmt"


def _forget(element: Element) -> None:
    """The entry that was read, and those before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None and local(before) == _ENTRIES:
        parent.remove(before)

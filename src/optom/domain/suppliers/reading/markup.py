"""XML of strangers: read without network, without DTDs, without entities, and forgotten while it is read."""

import io
import re
from codecs import EncodedFile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import IO, Any, Final, cast

from lxml import etree

from optom.base.refusal import Refusal

from . import limits
from .encodings import encoding_of

Element = etree._Element  # noqa: SLF001 -- lxml has no public name of it
_HEAD: Final = 4096
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
_ENCODING: Final = re.compile(rb"^\s*(?:\xef\xbb\xbf)?<\?xml[^>]*?\bencoding\s*=\s*[\"']([\w.-]+)")
_SAFE: Final[dict[str, Any]] = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}


def local(element: Element) -> str:
    """The name without namespace."""
    return _bare(element.tag)


@lru_cache(maxsize=4096)
def _bare(name: object) -> str:
    return str(name).rpartition("}")[2]


def parsed(content: bytes) -> Element:
    """A small document whole. Raises what lxml raises; refuses ``files.entities``."""
    root = etree.fromstring(content, etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE))
    _refuse_entities(root)
    return root


def walk(
    source: Path | IO[bytes], tags: Sequence[str] | None = None, *, starts: bool = True, blanks: bool = True
) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements of these local names, or of all. Who walks forgets what he has read (`forget`).

    Without ``blanks`` room between elements is not kept, which is a fifth of the time; words that nothing else parts
    come together.

    Refuses ``files.xml_broken`` with the line, and ``files.entities``.
    """
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield from walk(_mended(source, file), tags, starts=starts, blanks=blanks)
        return
    etree.clear_error_log()
    names = None if tags is None else [f"{{*}}{tag}" for tag in tags]
    events = ("start", "end") if starts else ("end",)
    is_first = True
    try:
        for event, element in etree.iterparse(
            source,
            events=events,
            tag=names,
            remove_comments=True,
            remove_pis=True,
            remove_blank_text=not blanks,
            collect_ids=False,
            **_SAFE,
        ):
            if is_first:
                _refuse_entities(element)
                is_first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Refusal("files.xml_broken", line=error.position[0] or 1, reason=(error.msg or "")[:200]) from error


def _mended(path: Path, file: IO[bytes]) -> Any:
    """The file without the control characters that no XML has and programs leave in it; made UTF-8 where it should be
    and is not.
    """
    head = file.read(_HEAD)
    file.seek(0)
    if b"\0" in head:
        return file
    said = _ENCODING.search(head)
    if said is None or said[1].lower() in {b"utf-8", b"utf8"}:
        found = encoding_of(path)
        if found not in {None, "utf-8", "utf-8-sig"}:
            return _Without(EncodedFile(file, "utf-8", found, errors="replace"))
    return _Without(file)


class _Without(io.RawIOBase):
    """A stream without control characters."""

    def __init__(self, stream: Any) -> None:
        super().__init__()
        self._stream = stream

    def read(self, size: int = -1) -> bytes:
        while piece := self._stream.read(size):
            if cleaned := piece.translate(None, _CONTROLS):
                return bytes(cleaned)
        return b""


def _refuse_entities(element: Element) -> None:
    """A price list declares none; who does means to fill the memory or to read what is not his."""
    doctype: Any = element.getroottree().docinfo.internalDTD  # its stubs know neither None nor the entities
    if doctype is not None and any(True for _ in doctype.iterentities()):
        raise Refusal("files.entities")


def forget(element: Element) -> None:
    """The element, and whatever stands before it beside it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def attributes(element: Element) -> list[tuple[str, str]]:
    """Names without namespaces, and values. Refuses ``files.wide``: what lxml takes for `items` grows with the square
    of their number.
    """
    names = cast("list[str]", element.keys())
    if not names:
        return []
    limits.refuse_wide(len(names))
    said = cast("list[tuple[str, str]]", element.items())
    return said if "}" not in "".join(names) else [(_bare(name), value) for name, value in said]


def elements_of(element: Element) -> list[Element]:
    """What is within it beside text."""
    return [child for child in element if child.tag is not etree.Entity] if len(element) else []


def words_of(element: Element) -> str:
    """All its text, whatever is within it. What a DTD that is not read would declare ("&nbsp;") is as in HTML."""
    words = [element.text or ""]
    for child in element:
        words += [unescape(child.text or "") if child.tag is etree.Entity else words_of(child), child.tail or ""]
    return "".join(words)


def text_of(element: Element) -> str:
    """The same on one line."""
    inside = words_of(element) if len(element) else element.text
    return " ".join(inside.split()) if inside else ""

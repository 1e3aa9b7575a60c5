"""XML of strangers: read without network, without DTDs, without entities, and forgotten while it is read."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from lxml import etree

from optom.base.refusal import Refusal

Element = etree._Element  # noqa: SLF001 -- lxml has no public name of it
_SAFE: Final = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}


def local(element: Element) -> str:
    """The name without namespace."""
    return str(element.tag).rpartition("}")[2]


def parsed(content: bytes) -> Element:
    """A small document whole. Raises what lxml raises; refuses ``files.entities``."""
    root = etree.fromstring(content, etree.XMLParser(remove_comments=True, remove_pis=True, **_SAFE))
    _refuse_entities(root)
    return root


def walk(source: Path | IO[bytes], tags: Sequence[str] | None = None, *, starts: bool = True) -> Iterator[tuple[str, Element]]:
    """Starts and ends of elements of these local names, or of all. Who walks forgets what he has read (`forget`).

    Refuses ``files.xml_broken`` with the line, and ``files.entities``.
    """
    etree.clear_error_log()
    names = None if tags is None else [f"{{*}}{tag}" for tag in tags]
    events = ("start", "end") if starts else ("end",)
    stream = str(source) if isinstance(source, Path) else source
    is_first = True
    try:
        for event, element in etree.iterparse(
            stream, events=events, tag=names, remove_comments=True, remove_pis=True, **_SAFE
        ):
            if is_first:
                _refuse_entities(element)
                is_first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Refusal("files.xml_broken", line=error.position[0] or 1, reason=(error.msg or "")[:200]) from error


def _refuse_entities(element: Element) -> None:
    """A price list declares none; who does means to fill the memory or to read what is not his."""
    doctype = element.getroottree().docinfo.internalDTD
    if doctype is not None and any(True for _ in doctype.iterentities()):
        raise Refusal("files.entities")


def forget(element: Element) -> None:
    """The element, and whatever stands before it beside it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def text_of(element: Element) -> str:
    """All its text on one line, whatever elements are within."""
    inside = element.text if not len(element) else "".join(map(str, element.itertext()))
    return " ".join(inside.split()) if inside else ""

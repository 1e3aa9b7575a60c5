"""Writing XML, element by element: what is empty is not written."""

from dataclasses import dataclass
from typing import cast

from lxml import etree

_HEAD = b'<?xml version="1.0" encoding="windows-1251"?>\n'
_NOT_OF_XML = dict.fromkeys(range(32), " ")  # names of goods come from files, and files hold anything


@dataclass(frozen=True, slots=True)
class Node:
    """An element that is being written."""

    element: etree._Element

    def put(self, tag: str, text: str = "", **attributes: str) -> "Node":
        """An element inside this one, after those that are there."""
        made = etree.SubElement(self.element, tag, _said(attributes))
        if text:
            made.text = text
        return Node(made)


def root(tag: str, **attributes: str) -> Node:
    """The outermost element."""
    return Node(etree.Element(tag, _said(attributes)))


def written(node: Node) -> bytes:
    """The whole document in the alphabet of the tax service; what it lacks goes by numbers of characters."""
    return _HEAD + cast("bytes", etree.tostring(node.element, encoding="windows-1251", xml_declaration=False))


def _said(attributes: dict[str, str]) -> dict[str, str]:
    return {name: value.translate(_NOT_OF_XML) for name, value in attributes.items() if value}

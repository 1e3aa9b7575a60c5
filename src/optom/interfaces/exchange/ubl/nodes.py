"""Writing UBL: what is empty is not written; sums know their currency, quantities their unit."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from optom.interfaces.exchange.schemas import Schema
from optom.interfaces.kit.paper_files import has_facts
from optom.interfaces.kit.xml_papers import XmlFile

_ROOT = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
_CAC, _CBC = _ROOT.format("CommonAggregateComponents"), _ROOT.format("CommonBasicComponents")
_SCHEMAS = Path(__file__).with_name("schema") / "maindoc"
_NOT_OF_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], " ")  # names come from files
# Units of the Russian classifier as UN/ECE Recommendation 20 calls them; others go by their name alone.
_UNITS = {
    "006": "MTR", "055": "MTK", "112": "LTR", "113": "MTQ", "163": "GRM", "166": "KGM", "168": "TNE", "704": "SET",
    "715": "PR", "778": "XPK", "796": "H87", "812": "XBX", "839": "SET",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """An element that is being written; sums inside it are in ``currency``."""

    element: etree._Element
    currency: str

    def group(self, tag: str) -> "Node":
        """An element that holds others."""
        return Node(etree.SubElement(self.element, f"{{{_CAC}}}{tag}"), self.currency)

    def say(self, tag: str, text: str, **attributes: str) -> None:
        """A plain value."""
        if text:
            known = {name: value for name, value in attributes.items() if value}
            etree.SubElement(self.element, f"{{{_CBC}}}{tag}", known).text = text.translate(_NOT_OF_XML)

    def sum(self, tag: str, amount: str) -> None:
        """Money."""
        self.say(tag, amount, currencyID=self.currency)

    def count(self, tag: str, quantity: str, okei: str) -> None:
        """So much, in the unit's international code where it has one."""
        self.say(tag, quantity, unitCode=_UNITS.get(okei.zfill(3), "") if okei else "")


def document(kind: str, currency: str) -> Node:
    """The outermost element of a document of a kind, with its version."""
    space = _ROOT.format(kind)
    spaces: Any = {None: space, "cac": _CAC, "cbc": _CBC}  # the stubs know no space without a name
    node = Node(etree.Element(f"{{{space}}}{kind}", nsmap=spaces), currency)
    node.say("UBLVersionID", "2.1")
    return node


def written(node: Node, name: str) -> XmlFile:
    """The file."""
    content = etree.tostring(node.element, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return XmlFile(name, content)


def faults_of(kind: str) -> Callable[[XmlFile], list[str]]:
    """What a document of the kind breaks of its schema."""
    return lambda file: faults_of_bytes(kind, file.content)


def faults_of_bytes(kind: str, content: bytes) -> list[str]:
    """The same of a file that came from outside; each schema is read once."""
    return _schema(kind).faults(content)


@cache
def _schema(kind: str) -> Schema:
    return Schema(_SCHEMAS / f"UBL-{kind}-2.1.xsd")


def is_english(payload: Any) -> bool:
    """Whether the paper is for people who read English, and tells what files are made of."""
    return has_facts(payload) and payload["language"] == "en"

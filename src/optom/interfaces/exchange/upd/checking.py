"""Is a file a seller's title 5.03: by the official schema, and by the conditions that stand in it for people only."""

import threading
from pathlib import Path
from typing import Any

from lxml import etree

from optom.interfaces.kit.xml_papers import XmlFile

from .conditions import broken_conditions
from .found import Fault

SCHEMA = Path(__file__).with_name("ON_NSCHFDOPPR_1_997_01_05_03_05.xsd")
_own = threading.local()  # what a schema finds stays in it until it is asked the next time


def faults(content: bytes, *, name: str) -> list[Fault]:
    """What of the schema and of the 58 conditions the file breaks; ``name`` is the file's, without extension."""
    try:
        file = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [Fault("XML", f"строка {error.lineno}", error.msg)]
    return [*_against_the_schema(file), *broken_conditions(file, name=name)]


def objections(file: XmlFile) -> list[str]:
    """The same of a file that was written here, in words."""
    return [str(fault) for fault in faults(file.content, name=file.name.removesuffix(".xml"))]


def _against_the_schema(file: etree._Element) -> list[Fault]:
    schema = _schema()
    if schema.validate(file):
        return []
    told: Any = schema.error_log  # its stubs don't know that it can be gone through
    return [Fault("XSD", one.path or f"строка {one.line}", one.message) for one in told]


def _schema() -> etree.XMLSchema:
    if not hasattr(_own, "schema"):
        _own.schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema: etree.XMLSchema = _own.schema
    return schema

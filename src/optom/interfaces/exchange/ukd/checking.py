"""Is a file what the operator's contract of an UKD demands."""

import threading
from pathlib import Path
from typing import Any

from lxml import etree

from optom.interfaces.kit.xml_papers import XmlFile

SCHEMA = Path(__file__).with_name("ON_NKORSCHFDOPPR_UserContract_1_996_03_05_02_01.xsd")
_own = threading.local()  # what a schema finds stays in it until it is asked the next time


def objections(file: XmlFile) -> list[str]:
    """What of the schema the file breaks, in the schema's words."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    schema, root = _schema(), etree.fromstring(file.content, parser)
    if schema.validate(root):
        return []
    told: Any = schema.error_log  # its stubs don't know that it can be gone through
    return [f"XSD, {one.path or one.line}: {one.message}" for one in told]


def _schema() -> etree.XMLSchema:
    if not hasattr(_own, "schema"):
        _own.schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema: etree.XMLSchema = _own.schema
    return schema

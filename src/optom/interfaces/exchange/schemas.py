"""Is a file what a schema says: schemas lie in the package and are read once, when the first file is proven."""

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

_MOST_TOLD = 20


@dataclass(slots=True)
class Schema:
    """A schema by the path of its file. It is asked by one at a time: what it finds stays in it until the next."""

    path: Path
    _read: etree.XMLSchema | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def faults(self, content: bytes) -> list[str]:
        """What of the schema the file breaks, with places; nothing when it is sound."""
        try:
            file = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            return [f"XML: {error.msg}"]
        with self._turn:
            if self._read is None:
                self._read = etree.XMLSchema(etree.parse(self.path))
            if self._read.validate(file):
                return []
            told: Any = self._read.error_log  # its stubs don't know that it can be gone through
            return [f"XSD, {one.path or one.line}: {one.message}" for one in list(told)[:_MOST_TOLD]]

"""Where in a file something stands, so that whatever is not taken can be found again by its line."""

from dataclasses import dataclass
from typing import cast

from optom.interfaces.exchange.commerceml.nodes import Element
from optom.interfaces.exchange.commerceml.records import Fact, SkippedRow


@dataclass(frozen=True, slots=True)
class Place:
    file: str
    line: int

    @classmethod
    def of(cls, file: str, element: Element) -> "Place":
        return cls(file, cast("int", element.sourceline) or 0)

    def skipped(self, what: str, external_id: str, reason_code: str, **facts: Fact) -> SkippedRow:
        return SkippedRow(self.file, self.line, what, external_id, reason_code, facts)

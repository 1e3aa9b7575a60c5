"""What a room says when its books don't agree with each other (`optom check`)."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: ``what`` is its name, ``subject`` the row, then what should be and what is."""

    what: str
    subject: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.what}: {self.subject}: expected {self.expected}, found {self.found}"

"""What a room says when its books don't agree with each other (`optom check`)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from optom.base import kept_files


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: ``what`` is its name, ``subject`` the row, then what should be and what is."""

    what: str
    subject: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.what}: {self.subject}: expected {self.expected}, found {self.found}"


def lost_files(what: str, named: Iterable[kept_files.Kept]) -> Iterator[Broken]:
    """Files that rows name and that are not there, or not in their full length."""
    return (Broken(what, one.sha256, one.size, "no such file") for one in named if not kept_files.is_kept(one))

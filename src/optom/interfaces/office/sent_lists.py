"""Lists that are sent, shown and then taken: between the two they wait among the kept files, under their hash.

What no row of the database names is swept at night.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.spreadsheet import MOST_BYTES
from optom.base.staging import Outcome, Skipped
from optom.interfaces.kit.input import Malformed, whole
from optom.interfaces.kit.words import worded

from .context import Desk

MOST_SHOWN = 200
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Left:
    """A row that is not taken, in words."""

    origin: str
    article: str
    said: Mapping[str, Any]

    @classmethod
    def of(cls, one: Skipped) -> "Left":
        """What an import has reported."""
        return cls(one.origin.rpartition(":")[2], one.external_id, worded(Refusal(one.code, **one.facts))[0])

    @property
    def line(self) -> int:
        """Where it stands in the file."""
        return int(self.origin or 0)


def keep_sent(desk: Desk) -> tuple[str, str]:
    """Hash and name of the file that came with the form. Refuses ``input.required``, ``files.too_large``."""
    file = desk.request.FILES.get("file")
    if file is None:
        raise Refusal("input.required", field="file")
    if (file.size or 0) > MOST_BYTES:
        raise Refusal("files.too_large", field="file", bytes=file.size, most=MOST_BYTES)
    return kept_files.keep(file.read()).sha256, PurePath(file.name or "").name[:LONGEST_NAME]


def kept_path(sha256: str) -> Path:
    """The file of this hash. Refuses ``files.gone`` where it has been swept since."""
    try:
        path = kept_files.path_of(sha256)
    except ValueError:
        raise Malformed("input.not_a_key", value=sha256[:40]) from None
    if not path.is_file():
        raise Refusal("files.gone")
    return path


def counts_of(outcome: Outcome) -> str:
    """What somebody has seen that a list would do, for the form that comes back."""
    return ".".join(map(str, (outcome.created, outcome.changed, outcome.unchanged, outcome.hidden, outcome.skipped)))


def outcome_of(text: str) -> Outcome:
    """The same as it came back."""
    counts = [whole(part) for part in text.split(".")]
    if len(counts) != len(Outcome.__slots__):
        raise Malformed("input.not_a_key", value=text[:40])
    return Outcome(*counts)

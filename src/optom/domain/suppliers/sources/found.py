"""What was found at a source, and what of it was taken before."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple, Self

from optom.base.refusal import Refusal

from .visiting import NotNow, Visit, told_name


class Mark(NamedTuple):
    """By which a file is known again: what it is (a name, a letter's id), and which version of it."""

    key: str
    version: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that has come: its name as the source has it, where it lies for now, and its mark."""

    name: str
    path: Path
    mark: Mark


Finding = Generator[Fetched, None, None]


@dataclass(slots=True)
class Seen:
    """What was taken of a source: the version of each key, and the host key by which its server was known first."""

    marks: dict[str, str] = field(default_factory=dict)
    host_key: str = ""

    def has(self, mark: Mark) -> bool:
        return self.marks.get(mark.key) == mark.version

    def take(self, fetched: Fetched) -> None:
        """It is taken over and will not be fetched again."""
        self.marks[fetched.mark.key] = fetched.mark.version

    def keep_only(self, keys: Collection[str]) -> None:
        """Forget what the source itself has no more, so that this does not grow for ever."""
        kept = set(keys)
        self.marks = {key: version for key, version in self.marks.items() if key in kept}

    def as_json(self) -> dict[str, Any]:
        return {"marks": self.marks, "host_key": self.host_key}

    @classmethod
    def of_json(cls, told: dict[str, Any]) -> Self:
        return cls(dict(told.get("marks", {})), told.get("host_key", ""))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a listing. ``version`` changes when it does; ``modified`` sorts, as the server tells it."""

    name: str
    version: str
    modified: str = ""
    size: int | None = None

    @property
    def mark(self) -> Mark:
        return Mark(self.name, self.version)


def is_wanted(name: str, files: str) -> bool:
    """Whether a name is by one of the patterns, case aside: "*.xls*, price*.zip"."""
    patterns = [pattern.strip().casefold() for pattern in files.split(",") if pattern.strip()]
    return any(fnmatchcase(name.casefold(), pattern) for pattern in patterns or ["*"])


def chosen(entries: Iterable[Entry], terms: Any, seen: Seen, most: int) -> list[Entry]:
    """Those of a whole listing that are wanted and new, older first; what is not listed any more is forgotten."""
    wanted = sorted(
        (one for one in entries if is_wanted(one.name, terms.files)), key=lambda one: (one.modified, one.name)
    )
    seen.keep_only([one.name for one in wanted])
    if terms.only_newest:
        wanted = wanted[-1:]
    return [one for one in wanted if not seen.has(one.mark)][:most]


def landed(
    entries: Iterable[Entry],
    visit: Visit,
    read: Callable[[Entry], Iterator[bytes]],
    again: Callable[[Entry], str] | None = None,
) -> Finding:
    """Each entry as a file. One that changes while it is read (`again` tells its version now) is left for later."""
    changing = None
    for one in entries:
        path = visit.land(told_name(one.name), read(one), expected=one.size)
        if again is None or again(one) == one.version:
            yield Fetched(told_name(one.name), path, one.mark)
        else:
            path.unlink()
            changing = NotNow("sources.still_changing", name=told_name(one.name))
    if changing:
        raise changing


def no_folder(name: str) -> Refusal:
    return Refusal("sources.folder_missing", folder=name)


def no_file(name: str) -> Refusal:
    return Refusal("sources.file_missing", name=name)

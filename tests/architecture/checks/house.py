"""A source tree as the checks see it: its files, its rooms and the order of the rooms."""

import ast
import configparser
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Violation:
    """One broken rule: where, and what to do about it."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        """As compilers say it, so that editors can jump there."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class House:
    """A project tree (`root` holds `src/optom`) and its rooms, the highest floor first."""

    root: Path
    floors: tuple[frozenset[str], ...]

    @property
    def source(self) -> Path:
        """The package itself."""
        return self.root / "src" / "optom"

    @property
    def domain(self) -> Path:
        """The folder of rooms."""
        return self.source / "domain"

    @property
    def rooms(self) -> frozenset[str]:
        """Every room, also those that do not exist yet."""
        return frozenset().union(*self.floors)

    def below(self, room: str) -> frozenset[str]:
        """The rooms that `room` may look into: those of lower floors, never a sibling."""
        own = next(index for index, floor in enumerate(self.floors) if room in floor)
        return frozenset().union(*self.floors[own + 1 :])

    def room_of(self, path: Path) -> str | None:
        """The room that a file belongs to; None outside the domain."""
        parts = path.relative_to(self.source).parts
        return parts[1] if len(parts) > 2 and parts[0] == "domain" else None

    def floor_of(self, path: Path) -> str:
        """`config`, `interfaces`, `domain`, `base`, ...: the first folder of a source file."""
        return path.relative_to(self.source).parts[0]

    def python(self, under: Path | None = None, *, migrations: bool = False) -> Iterator[Path]:
        """Python files of the source (or of a part of it), migrations only when asked for."""
        for path in sorted((under or self.source).rglob("*.py")):
            if migrations or "migrations" not in path.parts:
                yield path

    def violation(self, path: Path, line: int, message: str) -> Violation:
        """A broken rule at a place named from the root."""
        return Violation(path.relative_to(self.root), line, message)


def house_at(root: Path, contracts: Path) -> House:
    """The tree at `root` under the order of rooms written in an `.importlinter` file."""
    config = configparser.ConfigParser()
    config.read(contracts, encoding="utf-8")
    layers = config["importlinter:contract:rooms"]["layers"].strip().splitlines()
    return House(root, tuple(frozenset(_rooms_of(layer)) for layer in layers))


def _rooms_of(layer: str) -> list[str]:
    return [name.strip().strip("()") for name in layer.split("|")]


@functools.cache
def _parsed(path: Path, _stamp: int) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file, parsed once for all checks."""
    return _parsed(path, path.stat().st_mtime_ns)

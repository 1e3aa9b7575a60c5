"""Sizes and names of files, and folders that hold nothing."""

from collections.abc import Iterator
from pathlib import Path

from .house import House, Violation

LONGEST = 500
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"})
_OURS = ("src", "tests", "frontend", "bench")
_NOT_OURS = frozenset({"node_modules", "dist", "__pycache__", "migrations"})


def long_files(house: House) -> list[Violation]:
    """Python and TypeScript files over 500 lines: such a file becomes a package with one file per act."""
    return [
        house.violation(path, LONGEST + 1, f"{count} lines: more than {LONGEST} collect a whole domain, split it")
        for path in _sources(house)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    ]


def vague_names(house: House) -> list[Violation]:
    """Files and folders named for nothing in particular."""
    return [
        house.violation(path, 1, f"the name {name!r} says nothing: name it by what it does")
        for path in _sources(house)
        for name in {path.stem, *path.relative_to(house.root).parent.parts}
        if name in VAGUE
    ]


def empty_packages(house: House) -> list[Violation]:
    """Packages with nothing but `__init__.py`: rooms appear when they have something."""
    return [
        house.violation(folder, 1, "an empty package: it appears when it has something")
        for folder in [house.source, *sorted(house.source.rglob("*"))]
        if folder.is_dir() and folder.name != "__pycache__" and _is_empty(folder)
    ]


def _is_empty(folder: Path) -> bool:
    """Whether git would carry the folder for nothing; a folder without any file it does not carry at all."""
    names = {path.name for path in folder.iterdir()} - {"__pycache__"}
    return bool(names) and names <= {"__init__.py", ".gitkeep"}


def _sources(house: House) -> Iterator[Path]:
    for part in _OURS:
        for path in sorted((house.root / part).rglob("*")):
            is_source = path.suffix in {".py", ".ts"} and not _NOT_OURS & set(path.relative_to(house.root).parts)
            if is_source and path.is_file():
                yield path

"""Nothing in the project names the machine that it was written on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from .house import House, Violation

_MACHINE_PATH = re.compile(r"(?<![\w./:{}$-])/(?:root|work|home/\w+|Users/\w+)/\w")
_A_HOST = re.compile(r"\w+://|^\s*(?:-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host)\b")


def machine_paths(house: House, files: list[Path]) -> list[Violation]:
    """Paths of one machine in the given (tracked) files; binary files are passed over."""
    return [
        house.violation(path, number, "a path of one machine: the project works from any folder")
        for path in files
        for number, line in _lines(path)
        if _MACHINE_PATH.search(line)
    ]


def hosts_in_locks(house: House) -> list[Violation]:
    """Lock files name versions and hashes, never the host they were taken from."""
    return [*_python_lock(house), *_node_lock(house)]


def _python_lock(house: House) -> Iterator[Violation]:
    path = house.root / "requirements.lock"
    for number, line in _lines(path):
        if not line.lstrip().startswith("#") and _A_HOST.search(line):
            yield house.violation(path, number, "a lock file names a host")


def _node_lock(house: House) -> Iterator[Violation]:
    path = house.root / "frontend" / "package-lock.json"
    if not path.exists():
        return
    packages = json.loads(path.read_text(encoding="utf-8")).get("packages", {})
    for name, package in packages.items():
        if "://" in str(package.get("resolved", "")):
            yield house.violation(path, 1, f"{name} is locked to a host: see npm's omit-lockfile-registry-resolved")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return
    yield from enumerate(text.splitlines(), start=1)

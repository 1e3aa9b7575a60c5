"""The program's own source, packed for those who meet it over the network (AGPL-3.0, section 13; ADR 0009).

Only the standard library: the build of a wheel uses this file before anything is installed.
"""

import gzip
import io
import tarfile
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

PACKED = "source.tar.gz"  # what the build of a wheel leaves beside the package
_PACKAGE = Path(__file__).resolve().parents[1]
_ROOT = _PACKAGE.parents[1]
_PARTS = ("src", "frontend", "tests", "bench", "scripts", "docs", ".ci")
_LOOSE = (
    *("LICENSE", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "Makefile"),
    *("pyproject.toml", "requirements.lock", "hatch_build.py", ".importlinter", ".gitignore"),
)
# What is made from the rest, or belongs to whoever runs the program.
_MADE = frozenset({"node_modules", "__pycache__", "build", "dist", PACKED})
_MADE_KINDS = frozenset({".mo", ".pyc", ".pyo", ".tsbuildinfo"})
_HIDDEN = frozenset({".ci", ".gitignore", ".npmrc"})  # of the project; other hidden files may hold somebody's secrets


def source_archive() -> bytes | None:
    """The source of the program that runs: of the checkout as it is now, or what its wheel carries; None without both.

    A checkout answers with its changes, which is what the licence asks of whoever made them.
    """
    if (_ROOT / "pyproject.toml").is_file():
        return packed(_ROOT)
    carried = _PACKAGE / PACKED
    return carried.read_bytes() if carried.is_file() else None


def version() -> str:
    """The version of the program that runs; a checkout need not be installed."""
    described = _ROOT / "pyproject.toml"
    if described.is_file():
        return str(tomllib.loads(described.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("optom")


def packed(root: Path) -> bytes:
    """A tar.gz of the sources under ``root``. The same files give the same bytes: no clock, no owners."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
        for path in _files(root):
            entry = tarfile.TarInfo(f"optom/{path.relative_to(root).as_posix()}")
            entry.size, entry.mode = path.stat().st_size, 0o755 if path.stat().st_mode & 0o100 else 0o644
            with path.open("rb") as content:
                archive.addfile(entry, content)
    return buffer.getvalue()


def _files(root: Path) -> Iterator[Path]:
    yield from (root / name for name in _LOOSE if (root / name).is_file())
    for part in _PARTS:
        for path in sorted((root / part).rglob("*")):
            if path.is_file() and not path.is_symlink() and _is_source(path.relative_to(root)):
                yield path


def _is_source(path: Path) -> bool:
    is_hidden = any(part.startswith(".") and part not in _HIDDEN for part in path.parts)
    return not is_hidden and not _MADE & set(path.parts) and path.suffix not in _MADE_KINDS

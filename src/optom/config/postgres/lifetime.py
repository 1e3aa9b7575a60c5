"""Clusters for the life of a block or of a process."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .account import server_account
from .cluster import EmbeddedPostgres
from .places import project_home, socket_folder, temporary_parent


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """The owner's address of a new cluster that never waits for a disk and vanishes with the block, or with us."""
    home = Path(tempfile.mkdtemp(prefix="optom-", dir=temporary_parent()))
    server_account().own(home)
    cluster = EmbeddedPostgres(home, durable=False)
    try:
        yield cluster.start()
    finally:
        cluster.stop()
        shutil.rmtree(socket_folder(cluster.folder), ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def joined_dsn() -> str:
    """The owner's address of a running server: `OPTOM_DATABASE_URL`, or the project's cluster until we exit."""
    if given := os.environ.get("OPTOM_DATABASE_URL"):
        return given
    cluster = EmbeddedPostgres(project_home())
    dsn = cluster.start()
    atexit.register(cluster.stop)
    return dsn

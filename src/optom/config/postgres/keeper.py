"""The keeper: waits until nobody uses the cluster any more, then stops it.

Started by EmbeddedPostgres in a session of its own: neither Ctrl-C nor the death of whoever started it reaches it.
"""

import os
import shutil
import sys
from pathlib import Path

from . import locks
from .cluster import EmbeddedPostgres
from .places import socket_folder


def main(home: Path, durability: str, own_lock: int) -> None:
    """Wait, stop, and remove what was meant to be thrown away."""
    cluster = EmbeddedPostgres(home, durable=durability == "durable")
    try:
        users = locks.reopened(cluster.folder / "users.lock")
    except FileNotFoundError:
        return  # the whole folder is gone already, and the server with it
    locks.take(users)
    cluster.shut_down()
    if not cluster.durable:
        shutil.rmtree(socket_folder(cluster.folder), ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)
    # Ours first: whoever waits for the users' lock must not find a keeper that is about to leave.
    os.close(own_lock)
    os.close(users)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))

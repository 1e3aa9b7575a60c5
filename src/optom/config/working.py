"""`optom worker`: the jobs of one host, long ones in processes of their own."""

import os
from pathlib import Path

from optom.config.children import Child, kept, until_stopped, watch
from optom.config.postgres import joined_dsn
from optom.config.serving import leave_with_parent


def work() -> int:
    """Work until told to stop. Answers 0 then, 1 when the process of short jobs has ended by itself."""
    leave_with_parent()
    os.environ["OPTOM_DATABASE_URL"] = joined_dsn()
    return until_stopped(_watch_workers)


def workers(logs: Path | None = None) -> list[Child]:
    """Who dies over a long job takes nobody with him, and is begun anew. Each has a file in ``logs``."""
    at_once = long_jobs()
    names = [f"long-{number}" for number in range(1, at_once + 1)]
    first = _worker("worker", "short" if names else "all", logs)
    return [first, *(_worker(name, "long", logs, is_needed=False) for name in names)]


def long_jobs() -> int:
    """`OPTOM_LONG_JOBS`: how many long jobs are done at once. Of 0 one process does all jobs, one after the other."""
    return int(os.environ.get("OPTOM_LONG_JOBS", "1"))


def _worker(name: str, jobs: str, logs: Path | None, *, is_needed: bool = True) -> Child:
    log = logs / f"{name}.log" if logs else None
    return Child(name, "worker", jobs, log=log, is_needed=is_needed)


def _watch_workers() -> None:
    children = workers()
    with kept(children):
        watch(children)

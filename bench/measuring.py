"""What every benchmark here needs: times, percentiles, statements, and one way to say them."""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection

HUNDRED = 100
NANO = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Result:
    """One case measured; times in milliseconds, ``ratio`` is ours to the floor's at the median."""

    bench: str
    case: str
    size: str
    p50_ms: float
    p95_ms: float
    per_s: float
    floor_p50_ms: float | None = None
    ratio: float | None = None
    statements: int | None = None


def percentile(seconds: Sequence[float], percent: int) -> float:
    """In milliseconds; the nearest rank, so that it is a time that was measured."""
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // HUNDRED)]


def timed(act: Callable[[], Any]) -> float:
    """Seconds that the act took, or the processors spent on it where that was asked for."""
    start = _clock.now()
    act()
    return _clock.now() - start


class _Clock:
    """Time, or seconds of processors: ours and those of the database's process that works for us."""

    is_of_processors = False

    def now(self) -> float:
        if not self.is_of_processors:
            return time.perf_counter()
        connection.ensure_connection()
        spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
        return time.process_time() + int(spent.split()[0]) / NANO


_clock = _Clock()


def peak_of(act: Callable[[], Any]) -> float:
    """The most megabytes that this process has held while the act went on. Linux."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    act()
    return _held("VmHWM")


def held() -> float:
    """The megabytes that this process holds now."""
    return _held("VmRSS")


def _held(name: str) -> float:
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(one for one in told.splitlines() if one.startswith(name)).split()[1]) / 1024


class _ByProcessors(argparse.Action):
    """Helpers of the server's process are not told apart, so nothing is given to any: of the floor neither."""

    def __call__(self, *_given: Any) -> None:
        _clock.is_of_processors = True
        os.environ["PGOPTIONS"] = "-c max_parallel_workers_per_gather=0"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement sent inside the block; transactions' own words left out."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 -- Django's signature
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def parser(name: str, says: str) -> argparse.ArgumentParser:
    """The options of every benchmark."""
    made = argparse.ArgumentParser(prog=f"optom bench {name}", description=says)
    made.add_argument("--size", default="small", help="what the database was filled with; only told, never made here")
    made.add_argument(
        "--processor",
        action=_ByProcessors,
        nargs=0,
        help="seconds of processors instead of time, for a machine that works for others too; Linux, server beside us",
    )
    made.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    return made


def say(results: Iterable[Result], *, as_json: bool) -> None:
    """Print what was measured: a row as soon as it is there, JSON at the end."""
    if as_json:
        print(json.dumps([asdict(result) for result in results], indent=1))
        return
    print(f"{'case':34}{'p50 ms':>10}{'p95 ms':>10}{'per s':>10}{'floor p50':>11}{'ratio':>8}{'statements':>12}")
    for row in results:
        print(
            f"{row.case:34}{row.p50_ms:10.2f}{row.p95_ms:10.2f}{row.per_s:10.1f}"
            f"{_number(row.floor_p50_ms):>11}{_number(row.ratio):>8}{row.statements or '':>12}",
            flush=True,
        )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"

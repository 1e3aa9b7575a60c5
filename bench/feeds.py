"""Fifty suppliers' lists come at once while buyers order: how long buyers wait for orders, and lists to be let in.

As many workers as are asked for run the lists, one after the other, as `optom worker` does. The control is the same
buyers ordering when no list comes and, since lists also take processors, when as many processes do nothing but that.
Who holds up whom is looked up in the database all the while. Other connections must see it all, so it is committed:
for a database that is thrown away. Orders are cancelled; suppliers stay, without lists.
"""

import argparse
import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from multiprocessing.pool import Pool
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from django.db import connection, connections
from django.utils import timezone

from bench import feed
from bench.measuring import Result, parser, percentile, say, timed
from bench.order import WARM_UP, Buyer, Case, Job, _give_back, _place, buyers_of
from optom.base import kept_files
from optom.domain.suppliers import running
from optom.domain.suppliers.models import Feed, FeedRun
from optom.interfaces.kit.identity import BUYER, working_as

FEEDS = 50
ROWS = 5_000
LINES = 20
QUIET_SECONDS = 15
PAUSE_SECONDS = 0.05  # of a buyer between two orders: he looks, too
LOOK_SECONDS = 0.01
_FORK = multiprocessing.get_context("fork")  # of whom reads no lists himself: the threads of polars are not forked
_HELD_UP = """
select count(*) filter (where exists (
    select from unnest(pg_blocking_pids(a.pid)) b join pg_stat_activity l on l.pid = b where l.application_name = 'list'
)), count(*)
from pg_stat_activity a where a.application_name = 'buyer' and a.state = 'active'
"""


@dataclass(slots=True)
class Ordered:
    """The seconds of each order, and in how many of the looks at a buyer's order it waited for a lock of a list."""

    seconds: list[float] = field(default_factory=list)
    held_up: int = 0
    looks: int = 0


def main(arguments: Sequence[str]) -> int:
    """Measure every case; 0 when it was possible."""
    options = parser("feeds", "many suppliers' lists at once while buyers order")
    options.add_argument("--feeds", type=int, default=FEEDS)
    options.add_argument("--rows", type=int, default=ROWS, help="of each list, nine tenths of them goods of ours")
    options.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="processes that run lists")
    options.add_argument("--buyers", type=int, default=2)
    given = options.parse_args(arguments)
    connections.close_all()
    pools = [_FORK.Pool(workers, initializer=_call_us, initargs=("list",)) for workers in given.workers]
    buyers = buyers_of(given.buyers, at=timezone.now())
    feeds = [feed.feed_of(f"{number} {timezone.now():%H%M%S}") for number in range(given.feeds)]
    with TemporaryDirectory() as folder:
        lists = _Lists(feeds, feed.goods_of(given.rows), Path(folder))
        lists.begin(pools[0])
        say(_measured(given, buyers, lists, pools), as_json=given.json)
    for pool in pools:
        pool.terminate()
    Feed.objects.filter(pk__in=[one.pk for one in feeds]).update(is_active=False)
    return 0


class _Lists:
    """The same goods from every supplier, dearer with each list."""

    def __init__(self, feeds: Sequence[Feed], goods: Any, folder: Path) -> None:
        self._feeds, self._goods, self._path = feeds, goods, folder / "list.csv"

    def begin(self, pool: Pool) -> None:
        """The first of each supplier, which somebody has accepted."""
        first = self.come()
        FeedRun.objects.filter(pk__in=first).update(accepted_at=timezone.now())
        pool.map(_run_list, first, chunksize=1)

    def come(self) -> list[int]:
        """One of each supplier, with another price of everything; nothing has been run yet."""
        self._goods = feed.moved(self._goods, 100)
        self._goods.write_csv(self._path, separator=";")
        kept = kept_files.keep_file(self._path)
        told = {"name": "list.csv", "sha256": kept.sha256, "size": kept.size, "received_at": timezone.now()}
        return [FeedRun.objects.create(feed=one, **told).pk for one in self._feeds]


def _measured(
    given: argparse.Namespace, buyers: Sequence[Buyer], lists: _Lists, pools: Sequence[Pool]
) -> Iterator[Result]:
    result = partial(Result, "feeds", size=given.size)
    quiet = _ordering(buyers, lambda: threading.Event().wait(QUIET_SECONDS))
    yield _orders(result, "orders, no list comes", quiet, quiet)
    for workers, pool in zip(given.workers, pools, strict=True):
        with _busy(workers):
            control = _ordering(buyers, lambda: threading.Event().wait(QUIET_SECONDS))
        yield _orders(result, f"orders, {workers} busy beside", control, quiet)
        took: list[float] = []
        meanwhile = _ordering(buyers, lambda: took.extend(_let_in(lists.come(), pool)))  # noqa: B023 -- called now
        yield _orders(result, f"orders, {workers} workers run lists", meanwhile, control)
        yield result(
            f"{given.feeds} lists of {given.rows} rows let in",
            p50_ms=percentile(took, 50), p95_ms=percentile(took, 95), per_s=given.feeds / max(took),
        )  # fmt: skip
        print(f"waiting for a list: {meanwhile.held_up} of {meanwhile.looks} looks; all let in after {max(took):.1f} s")


def _orders(result: Callable[..., Result], case: str, ours: Ordered, control: Ordered) -> Result:
    p50, beside = percentile(ours.seconds, 50), percentile(control.seconds, 50)
    return result(
        case, p50_ms=p50, p95_ms=percentile(ours.seconds, 95), per_s=1000 / p50, floor_p50_ms=beside, ratio=p50 / beside
    )


def _let_in(runs: Sequence[int], pool: Pool) -> list[float]:
    """After how many seconds from the common beginning each list was let in."""
    began = perf_counter()
    return [ended - began for ended in pool.imap_unordered(_run_list, runs, chunksize=1)]


def _run_list(run: int) -> float:
    running.work(run=run, at=timezone.now())
    told = FeedRun.objects.get(pk=run)
    assert told.state == "applied", (told.state, told.findings, told.failure)
    return perf_counter()


def _call_us(name: str) -> None:
    """How the database knows who we are."""
    connections.close_all()
    with connection.cursor() as cursor:
        cursor.execute("select set_config('application_name', %s, false)", [name])


def _ordering(buyers: Sequence[Buyer], meanwhile: Callable[[], Any]) -> Ordered:
    """What buyers' orders took while something else went on."""
    connections.close_all()
    stop, ready, answers = _FORK.Event(), _FORK.Barrier(len(buyers) + 1), _FORK.SimpleQueue()
    told = [(buyer, number, stop, ready, answers) for number, buyer in enumerate(buyers)]
    people = [_FORK.Process(target=_buy, args=one) for one in told]
    for one in people:
        one.start()
    found = Ordered()
    ready.wait()
    with _looking(found):
        meanwhile()
        stop.set()
        answered = [answers.get() for _ in people]
    for buyer, (seconds, made, _number) in zip(buyers, sorted(answered, key=lambda one: one[2]), strict=True):
        found.seconds += seconds
        _give_back(buyer, made)
    return found


def _buy(buyer: Buyer, number: int, stop: Event, ready: Barrier, answers: Any) -> None:
    """In a process of his own: one order after the other until told to stop."""
    _call_us("buyer")
    job = Job(buyer, Case(LINES, 1), ("act",), seed=number)
    seconds: list[float] = []
    made: list[int] = []
    with working_as(BUYER, user=buyer.actor):
        for place, pick in zip(count(), job.picks(LINES), strict=False):
            if place == WARM_UP:
                ready.wait()
            took = timed(partial(_place, buyer, "act", pick, made))
            if place >= WARM_UP:
                seconds.append(took)
            if stop.wait(PAUSE_SECONDS):
                break
    answers.put((seconds, made, number))


@contextmanager
def _looking(found: Ordered) -> Iterator[None]:
    """Again and again beside the block: whether a buyer waits for a lock that a list has."""
    stop = threading.Event()

    def look() -> None:
        with connection.cursor() as cursor:
            while not stop.wait(LOOK_SECONDS):
                cursor.execute(_HELD_UP)
                held_up, looks = cursor.fetchone()
                found.held_up, found.looks = found.held_up + held_up, found.looks + looks
        connection.close()

    looker = threading.Thread(target=look)
    looker.start()
    yield
    stop.set()
    looker.join()


@contextmanager
def _busy(processes: int) -> Iterator[None]:
    """So many processes that do nothing but work."""
    started = [_FORK.Process(target=_work_for_ever, daemon=True) for _ in range(processes)]
    for one in started:
        one.start()
    yield
    for one in started:
        one.terminate()


def _work_for_ever() -> None:
    for _ in count():
        pass

"""What every test stands on: a real PostgreSQL of this session's own, a fixed moment, a database a worker."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from optom.config.postgres import throwaway_cluster
from tests.chromium import NO_CHROMIUM, find_chromium
from tests.databases import TestDatabase, put_back_after_committing_tests
from tests.oldest import asks_the_database

_session = ExitStack()
# Few tests, much time: they begin first, so that no worker is left with one of them when the others have ended. The
# first asks nothing of the tests' own database, which another worker migrates meanwhile.
LONGEST = (
    "tests/config/test_run.py",
    "tests/interfaces/test_evil_input.py",
    "tests/config",
    "tests/spec",
    "tests/stories",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database-only` is for another database: what asks none says the same there."""
    parser.addoption("--database-only", action="store_true", help="only the tests that ask the database")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first, in the order of their folders; of all, or of what asks the database."""
    if config.getoption("database_only"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_the_database(item)])
        items[:] = filter(asks_the_database, items)
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    begins = (turn for turn, place in enumerate(LONGEST) if item.nodeid.startswith(place))
    return next(begins, len(LONGEST))


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the throw-away cluster before Django reads its settings. Workers of xdist inherit its address.

    The developer's own database is never touched: `OPTOM_TEST_DATABASE_URL` names another server, nothing else does.
    """
    if not hasattr(config, "workerinput"):
        given = os.environ.get("OPTOM_TEST_DATABASE_URL")
        os.environ["OPTOM_DATABASE_URL"] = given or _session.enter_context(throwaway_cluster())
        for name in ("OPTOM_WEB_DATABASE_URL", "OPTOM_PROCESS"):
            os.environ.pop(name, None)
    # A home for each worker: caches with the counters of rate limits live there.
    home = _session.enter_context(tempfile.TemporaryDirectory(prefix="optom-tests-"))
    (Path(home) / "static").mkdir()
    os.environ["OPTOM_HOME"] = home
    os.environ["DJANGO_SETTINGS_MODULE"] = "optom.config.settings"
    from django.conf import settings  # noqa: PLC0415 -- only now does it know its database

    assert settings.DATABASES


def pytest_report_header() -> str:
    """Say which server the tests run on."""
    with psycopg.connect(os.environ["OPTOM_DATABASE_URL"]) as server:
        return f"PostgreSQL {server.info.parameter_status('server_version')}"


def pytest_unconfigure() -> None:
    """Stop the cluster and remove what it left."""
    _session.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly when the browser tests could not run."""
    if find_chromium() is None:
        terminalreporter.write_sep("!", NO_CHROMIUM, red=True, bold=True)


@pytest.fixture
def at() -> datetime:
    """The moment of every test: a Monday noon in Moscow."""
    return datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture(scope="session")
def test_database(request: pytest.FixtureRequest) -> TestDatabase:
    """This worker's own database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    return TestDatabase(os.environ["OPTOM_DATABASE_URL"], name=f"test_optom_{worker}_{os.getpid()}")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    test_database: TestDatabase,
) -> Iterator[None]:
    """Migrate one template a session; every worker's database is a copy of it."""
    with django_db_blocker.unblock():
        test_database.create()
    restore = put_back_after_committing_tests(test_database)
    yield
    restore()
    with django_db_blocker.unblock():
        test_database.drop()

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

_session = ExitStack()


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
    return TestDatabase(os.environ["OPTOM_DATABASE_URL"], name=f"test_optom_{worker}")


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

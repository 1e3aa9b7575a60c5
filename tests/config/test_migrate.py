"""A database that has all former migrations goes on with those that tell the same at once; one that stopped is told."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from optom.config.management.commands.migrate import PASS_THROUGH

pytestmark = pytest.mark.django_db


def told_at_once() -> dict[tuple[str, str], list[tuple[str, str]]]:
    return {key: list(one.replaces) for key, one in MigrationLoader(None).replacements.items()}


def planned() -> list[tuple[str, str]]:
    executor = MigrationExecutor(connection)
    return [(step.app_label, step.name) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


@pytest.fixture
def former() -> MigrationRecorder:
    """As a database that was migrated one by one until the last of them knows it."""
    recorder = MigrationRecorder(connection)
    for app, name in told_at_once():
        recorder.record_unapplied(app, name)
    return recorder


def test_a_database_that_has_all_of_them_has_nothing_to_do(former: MigrationRecorder) -> None:
    assert planned() == []

    call_command("migrate", verbosity=0, interactive=False)

    assert set(told_at_once()) <= set(former.applied_migrations())


@pytest.mark.parametrize("last", ["0019_how_an_order_comes", "0001_initial"])
def test_a_database_that_stopped_among_them_is_told_which_version_goes_on(former: MigrationRecorder, last: str) -> None:
    later = [name for app, name in told_at_once()["orders", "0001_squashed_0020"] if name > last]
    for name in later:
        former.record_unapplied("orders", name)

    with pytest.raises(CommandError, match=rf"lacks {len(later)} .*orders\.{later[0]} .*\n.*{PASS_THROUGH}"):
        call_command("migrate", verbosity=0, interactive=False)


def test_a_first_run_that_was_broken_off_goes_on_where_it_stopped(former: MigrationRecorder) -> None:
    (app, squashed), names = next(one for one in told_at_once().items() if one[0][0] == "bargaining")
    for name in [name for _, name in names]:
        former.record_unapplied(app, name)

    assert planned() == [(app, squashed)]

"""`optom migrate`: Django's own, but for a database that stopped among migrations squashed since (ADR 0067)."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# The last commit that has every migration one by one.
PASS_THROUGH = "afda2791"  # noqa: S105 -- no password
STOPPED = (
    "This database stopped at an older version: it lacks {lacking} migrations ({first} and so on) that this one knows "
    "only together with those that it has.\nMigrate it with the version of 27 November 2026 (commit "
    f"{PASS_THROUGH}), then with this one."
)


class Command(Migrate):
    """As Django's."""

    def handle(self, *arguments: Any, **options: Any) -> None:
        """Migrate, or refuse before anything is touched."""
        if lacking := _lacking(options["database"]):
            raise CommandError(STOPPED.format(lacking=len(lacking), first=".".join(lacking[0])))
        super().handle(*arguments, **options)


def _lacking(database: str) -> list[tuple[str, str]]:
    """Former migrations that were not made, where others of their room were: a first run makes a room's at once."""
    made = MigrationRecorder(connections[database]).applied_migrations()
    loader = MigrationLoader(None)
    rooms = [migration.replaces for migration in loader.replacements.values()]
    stopped = [room for room in rooms if any(one in made for one in room) and not all(one in made for one in room)]
    return sorted((app, name) for room in stopped for app, name in room if (app, name) not in made)

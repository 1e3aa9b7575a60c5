"""How a worker speaks with the database.

With the queue by connections of its own, but never for what its jobs ask for; with all else so that what a worker who
is gone has asked for does not go on.
"""

from contextlib import suppress
from typing import Any, Final

from django.db import DataError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

MOST_CONNECTIONS = 4  # they fetch, put down and say that we live; one more, of none of these, listens
NOTICED: Final = "1s"  # less than anybody's patience: the next worker may begin the same job at once


class QueueConnector(PsycopgConnector):
    """Fetches jobs beside whatever they do.

    A job that a handler or another job asks for is written by Django's connector, within the asker's transaction: it
    begins when that is committed, and is none when it is not. The worker's own connections belong to its loop alone.
    """

    def __init__(self) -> None:
        self._of_jobs = app.connector.get_sync_connector()
        super().__init__(kwargs=connector_params(), min_size=1, max_size=MOST_CONNECTIONS)

    def get_sync_connector(self) -> BaseConnector:
        """Who writes what is asked for outside the loop."""
        return self._of_jobs


def notice_who_goes() -> None:
    """From now on: a server does not end the statement of a process that is gone, with its locks, but breaks it off."""
    connection_created.connect(_ask_to_notice)


def _ask_to_notice(connection: BaseDatabaseWrapper, **_: Any) -> None:
    with suppress(DataError), connection.cursor() as cursor:  # a server on Windows can't look
        cursor.execute("select set_config('client_connection_check_interval', %s, false)", [NOTICED])

"""How a worker speaks with the queue: with connections of its own, but never for what its jobs ask for."""

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

MOST_CONNECTIONS = 4  # one listens; the others fetch, put down and say that we live


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

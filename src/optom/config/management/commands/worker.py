"""`optom worker`: what happens by the clock and what follows from announced facts, until told to stop."""

from typing import TYPE_CHECKING, cast

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app

from optom.config.memory import settle
from optom.config.outbox import Outbox

if TYPE_CHECKING:
    from procrastinate.contrib.django.django_connector import DjangoConnector

GRACE_SECONDS = 8  # for a job under way when we are told to stop; whoever runs us waits a little longer


class Command(BaseCommand):
    help = "Run periodic tasks and deliver announced facts until SIGTERM or Ctrl-C"

    def handle(self, *_arguments: object, **_options: object) -> None:
        settle()
        connector = cast("DjangoConnector", app.connector).get_worker_connector()
        with Outbox(), app.replace_connector(connector) as working:
            working.run_worker(
                name="optom",
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
            )

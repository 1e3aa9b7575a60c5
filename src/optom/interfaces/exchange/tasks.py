"""Files that appear in folders by themselves."""

from pathlib import Path

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app

from .statement_files import take_folder


@app.periodic(cron="* * * * *")
@app.task(name="exchange.take_statements", queueing_lock="exchange.take_statements", lock="exchange.take_statements")
def take_statements(timestamp: int) -> None:  # noqa: ARG001 -- the minute that procrastinate meant; what counts is now
    """Take the statements that lie in ``OPTOM_STATEMENTS``, where that names a folder."""
    if settings.OPTOM_STATEMENTS:
        close_old_connections()
        take_folder(Path(settings.OPTOM_STATEMENTS), at=timezone.now())

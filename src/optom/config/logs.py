"""What we write down of our own running."""

import logging

from optom.base.told_once import veiled


class Veiled(logging.Formatter):
    """Writes no secret of a link down: Django tells the whole address of each request that was refused or failed."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and what has gone wrong below it, with marks in place of secrets."""
        return veiled(super().format(record))

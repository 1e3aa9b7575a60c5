"""Tidying behind pictures and papers of goods."""

from datetime import datetime, timedelta

from optom.base import kept_files

from . import queries

_SURELY_COPIED = timedelta(days=7)  # a backup copies the rows first, and days later the files that they named


def forget_files(*, at: datetime) -> int:
    """Remove the files that no picture and no paper has named for a week; how many."""
    return kept_files.forget(queries.named_files, at=at, after=_SURELY_COPIED)

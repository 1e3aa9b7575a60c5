"""Tidying behind pictures and papers of goods."""

from datetime import datetime, timedelta

from optom.base import kept_files

from . import queries

_SURELY_COMMITTED = timedelta(days=1)  # a file is kept before the row that names it is committed


def forget_files(*, at: datetime) -> int:
    """Remove the files that no picture and no paper names any more; how many."""
    before = at - _SURELY_COMMITTED
    return kept_files.forget(queries.named_files(), before=before)

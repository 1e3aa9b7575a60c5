"""Files that no row of any room names any more go away."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta

from optom.base import kept_files
from optom.domain.catalog import queries as catalog
from optom.domain.documents import queries as documents
from optom.domain.suppliers import queries as suppliers

ROOMS: tuple[Callable[[str], Collection[kept_files.Kept]], ...] = (
    catalog.named_files,
    documents.named_files,
    suppliers.named_files,
)
"""Every room that keeps files says which it names: a room that is not here would lose its own."""
_SURELY_COPIED = timedelta(days=7)  # a backup copies the rows first, and days later the files that they named


def forget_files(*, at: datetime) -> int:
    """Remove the files that nothing has named for a week; how many."""
    return kept_files.forget(lambda prefix: set(_named(prefix)), at=at, after=_SURELY_COPIED)


def _named(prefix: str) -> Iterator[str]:
    for named in ROOMS:
        yield from (one.sha256 for one in named(prefix))

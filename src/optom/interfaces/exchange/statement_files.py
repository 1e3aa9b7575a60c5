"""Statements that lie in folders: those that the command line names, and a folder that is watched."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.interfaces.kit import statements
from optom.interfaces.kit.formats import day

from .told import in_words

_log = logging.getLogger(__name__)
_AT_REST = timedelta(seconds=10)  # a file that somebody still writes is younger


def take_folder(folder: Path, *, at: datetime) -> int:
    """Take the files of a folder, the oldest name first, and give money to its contracts; how many files.

    Each moves to ``done`` or, refused as a whole, to ``failed``, with a report beside it. Whoever dies in between takes
    the file again, which takes nothing twice.
    """
    files = [path for path in sorted(folder.iterdir()) if _is_waiting(path, at)]
    for path in files:
        _take(path, at=at)
    if files:
        actions.allocate_all(at=at)
    return len(files)


def _is_waiting(path: Path, at: datetime) -> bool:
    """A file, no folder and no link, not a hidden one, at rest for a while."""
    if path.name.startswith(".") or path.is_symlink() or not path.is_file():
        return False
    return path.stat().st_mtime <= (at - _AT_REST).timestamp()


def _take(path: Path, *, at: datetime) -> None:
    try:
        place, report = "done", "\n".join(taken(path, at=at))
    except Refusal as refusal:
        place, report = "failed", in_words(refusal, get_language())
    except OSError:
        _log.exception("%s can't be read", path)
        return
    aim = _aim(path.parent / place, path, at)
    aim.with_name(f"{aim.name}.report.txt").write_text(f"{report}\n", encoding="utf-8")
    path.rename(aim)


def _aim(folder: Path, path: Path, at: datetime) -> Path:
    """Where nothing of the same name lies yet: a bank may name all its files alike."""
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / f"{at:%Y%m%d-%H%M%S-%f}_{path.name}"


def taken(path: Path, *, at: datetime) -> Iterator[str]:
    """Take a file; what became of it and of each part that was not taken, a line each. Refuses as `statements.take`."""
    with path.open("rb") as stream:
        outcome = statements.take(stream, path.name, actor=None, at=at)
    counts = {"taken": outcome.taken, "known": outcome.known, "refused": outcome.refused}
    yield _("Accepted: %(taken)s, already loaded: %(known)s, rejected: %(refused)s.") % counts
    for turnover in bank.turnovers(outcome.file):
        if not turnover.is_right:
            facts = {"account": turnover.account, "since": day(turnover.since), "until": day(turnover.until)}
            yield (
                _("Account %(account)s, %(since)s – %(until)s: the bank's turnover does not match the transactions.")
                % facts
            )
    for row in bank.unread(outcome.file):
        yield f"{path.name}:{row.line}: {in_words(row.refusal, get_language())}"

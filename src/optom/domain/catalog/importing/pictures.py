"""Taking pictures of products from outside: a stream of any length, whose bytes are in memory one picture at a time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.db import transaction

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.base.staging import Outcome, Report, Skipped, ignore, one_at_a_time
from optom.domain.catalog import pictures
from optom.domain.catalog.importing.meaning import Readings, meanings
from optom.domain.catalog.importing.rows import PictureRow
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.catalog")
_AT_ONCE = 100
_MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is known of a file that was given: how it is shown and its thumbnail."""

    source: str
    shown: kept_files.Kept
    thumb: kept_files.Kept
    width: int
    height: int


@dataclass(slots=True)
class _Run:
    """What one import has done until now. ``named``: product and place as one number, for there may be a million."""

    report: Report
    counts: Counter[str] = field(default_factory=Counter)
    named: set[int] = field(default_factory=set)

    def refuse(self, row: PictureRow, refusal: Refusal) -> None:
        self.counts["skipped"] += 1
        name = row.readings[-1].product if row.readings else ""
        self.report(Skipped("picture", name, refusal.code, refusal.facts, row.origin))

    def is_first(self, product: int, place: int) -> bool:
        """Whether nothing was given for this place yet; from now on something is."""
        key = product * _MOST_PLACES + place
        if key in self.named:
            return False
        self.named.add(key)
        return True


def import_pictures(
    rows: Iterable[PictureRow],
    *,
    at: datetime,
    actor: int | None = None,
    is_complete: bool = False,
    without: Iterable[Readings] = (),
    report: Report = ignore,
) -> Outcome:
    """Let products have the pictures that the rows bring; the same bytes at the same place change nothing.

    A hundred rows are one transaction: what was taken stays when the rest can't be read. ``is_complete``: of the
    products that rows name, pictures at other places go away, and all of the products that ``without`` names, which
    have none (``hidden`` counts them). Reported and left out: what
    ``pictures.made`` refuses, names that mean no product or several, a second file for one place.
    """
    run, left = _Run(report), iter(rows)
    while batch := list(islice(left, _AT_ONCE)):
        _take(batch, run)
    bare = iter(without)
    while names := list(islice(bare, _AT_ONCE)):
        run.named.update(_nowhere(names))
    with transaction.atomic():
        run.counts["hidden"] = _remove_others(run) if is_complete else 0
        outcome = Outcome(**run.counts)
        if not outcome.is_without_effect:
            journal.record(act="catalog.import_pictures", actor=actor, at=at, facts=dict(run.counts))
    return outcome


def _take(batch: Sequence[PictureRow], run: _Run) -> None:
    placed = list(_placed(batch, run))
    sources = {id(row): _source(row, run) for row, _, _ in placed}
    known = _known([source for source in sources.values() if source])
    wanted = []
    for row, products, place in placed:
        source = sources[id(row)]
        kept = _kept(row, source, known, run) if source else None
        wanted += [(product, place, kept) for product in products if kept]
    if wanted:
        _write(wanted, run)


def _placed(batch: Sequence[PictureRow], run: _Run) -> Iterator[tuple[PictureRow, Sequence[int], int]]:
    """The rows whose products are known and whose places are free."""
    for row, meant in zip(batch, meanings([row.readings for row in batch]), strict=True):
        if isinstance(meant, Refusal):
            run.refuse(row, meant)
            continue
        place = meant.place or 1
        if place >= _MOST_PLACES:
            run.refuse(row, Refusal("catalog.too_many_pictures", most=_MOST_PLACES - 1))
            continue
        free = [product for product in meant.products if run.is_first(product, place)]
        if free:
            yield row, free, place
        else:
            run.refuse(row, Refusal("catalog.place_taken", place=place))


def _source(row: PictureRow, run: _Run) -> str:
    """The hash of the given file; empty where it is refused."""
    try:
        content = row.read(pictures.MOST_BYTES + 1)
    except Refusal as refusal:
        run.refuse(row, refusal)
        return ""
    return sha256(content).hexdigest()


def _known(sources: Sequence[str]) -> dict[str, _Kept]:
    """Those of the sources that were made before, as far as their files are still there: a lost one is made anew.

    The files are young from now on, for the rows that name them may go before this batch has named them too.
    """
    found = [_of_row(row) for row in _sql.rows("import_pictures_known", sources=list(sources))]
    return {one.source: one for one in found if all(kept_files.renew(part) for part in (one.shown, one.thumb))}


def _of_row(row: Row) -> _Kept:
    shown, thumb = kept_files.Kept(row.sha256, row.size), kept_files.Kept(row.thumb_sha256, row.thumb_size)
    return _Kept(row.source_sha256, shown, thumb, row.width, row.height)


def _kept(row: PictureRow, source: str, known: dict[str, _Kept], run: _Run) -> _Kept | None:
    """The picture as it was made before, or made now; read anew, so that one batch does not lie in memory."""
    if source in known:
        return known[source]
    try:
        made = pictures.made(row.read(pictures.MOST_BYTES + 1))
    except Refusal as refusal:
        run.refuse(row, refusal)
        return None
    shown, thumb = kept_files.keep(made.shown), kept_files.keep(made.thumb)
    known[source] = _Kept(source, shown, thumb, made.width, made.height)
    return known[source]


def _nowhere(names: Sequence[Readings]) -> Iterator[int]:
    """The products at the place 0, where no picture is; nobody misses what is not known."""
    known = (meant for meant in meanings(names) if not isinstance(meant, Refusal))
    return (product * _MOST_PLACES for meant in known for product in meant.products)


def _write(wanted: Sequence[tuple[int, int, _Kept]], run: _Run) -> None:
    with transaction.atomic():
        one_at_a_time("catalog.pictures")
        counts = _sql.one(
            "import_pictures",
            products=[product for product, _, _ in wanted],
            places=[place for _, place, _ in wanted],
            sources=[kept.source for *_, kept in wanted],
            hashes=[kept.shown.sha256 for *_, kept in wanted],
            sizes=[kept.shown.size for *_, kept in wanted],
            widths=[kept.width for *_, kept in wanted],
            heights=[kept.height for *_, kept in wanted],
            thumbs=[kept.thumb.sha256 for *_, kept in wanted],
            thumb_sizes=[kept.thumb.size for *_, kept in wanted],
        )
    run.counts.update(counts._asdict())


def _remove_others(run: _Run) -> int:
    named = sorted(run.named)
    products, places = [key // _MOST_PLACES for key in named], [key % _MOST_PLACES for key in named]
    return _sql.run("import_pictures_gone", products=products, places=places)

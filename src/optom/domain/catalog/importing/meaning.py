"""Which products the names of files mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.catalog.rules import Reading, normalise_code

_sql = statements("optom.domain.catalog")
Readings = tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """The products, and the place that the name says."""

    products: tuple[int, ...]
    place: int | None = None


def meanings(given: Sequence[Readings]) -> list[Meant | Refusal]:
    """What each means: the first of its readings that means something. One statement, whatever their number.

    The source's identifier may mean several products, which are its variants; an article means one. Refusals are
    answered, not raised: ``catalog.no_such_article``, ``catalog.article_of_several``.
    """
    flat = [reading for readings in given for reading in readings]
    rows = _sql.rows(
        "import_meant",
        seqs=list(range(len(flat))),
        names=[reading.product for reading in flat],
        codes=[normalise_code(reading.product) for reading in flat],
        brands=[normalise_code(reading.brand) for reading in flat],
    )
    found = {row.seq: row for row in rows}
    answers, start = [], 0
    for readings in given:
        answers.append(_meant(readings, [found.get(start + turn) for turn in range(len(readings))]))
        start += len(readings)
    return answers


def _meant(readings: Readings, found: Sequence[Row | None]) -> Meant | Refusal:
    """An article of several makers is the answer only where no other reading means something."""
    refusal = Refusal("catalog.no_such_article", name=readings[-1].product if readings else "")
    for reading, row in zip(readings, found, strict=True):
        if row is not None and (row.by_id or len(row.by_article) == 1):
            return Meant(tuple(row.by_id or row.by_article), reading.place)
        if row is not None:
            refusal = Refusal("catalog.article_of_several", name=reading.product)
    return refusal

"""Taking papers about goods from outside, and for which goods each holds."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import transaction

from optom.base import kept_files
from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.base.staging import Outcome, Report, Skipped, ignore, one_at_a_time
from optom.domain.catalog.importing.meaning import Meant, meanings
from optom.domain.catalog.importing.rows import Cover, GoodsPaperRow
from optom.domain.catalog.rules import PAPER_KINDS, normalise_code
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.catalog")
MOST_BYTES = 20 * 1024 * 1024
_AT_ONCE = 100
_NUMBER, _TITLE = 100, 200
_HEAD, _TAIL = b"%PDF-", b"%%EOF"
_TAIL_WITHIN = 2048  # bytes: readers allow something behind the end
_REGISTERED = {"certificate", "declaration"}  # other kinds are numbered by each issuer for himself

Goods = tuple[int | None, int | None, int | None]  # product, group, brand


@dataclass(frozen=True, slots=True)
class _Taken:
    """A paper whose file is kept, and the goods for which it holds."""

    row: GoodsPaperRow
    kept: kept_files.Kept
    goods: tuple[Goods, ...]

    @property
    def identity(self) -> str:
        is_registered = self.row.kind in _REGISTERED and any(sign.isdigit() for sign in self.row.number)
        return f"{self.row.kind}:{self.row.number}" if is_registered else self.kept.sha256


@dataclass(slots=True)
class _Run:
    """What one import has done until now, the ids of all that it has named, and the file of each identity."""

    report: Report
    counts: Counter[str] = field(default_factory=Counter)
    files: dict[str, str] = field(default_factory=dict)
    papers: set[int] = field(default_factory=set)
    coverage: set[int] = field(default_factory=set)

    def refuse(self, row: GoodsPaperRow, refusal: Refusal, *, is_left_out: bool = True) -> None:
        self.counts["skipped"] += is_left_out
        self.report(Skipped("paper", row.number or row.title, refusal.code, refusal.facts, row.origin))


def import_papers(
    rows: Iterable[GoodsPaperRow],
    *,
    at: datetime,
    actor: int | None = None,
    is_complete: bool = False,
    report: Report = ignore,
) -> Outcome:
    """Let goods have the papers that the rows bring; what stands already is not written.

    A hundred rows are one transaction. ``is_complete``: papers that no row brings go away (``hidden`` counts them), and
    goods for which no row says that a paper holds; nothing goes where a row was left out. Reported and left out: what
    is no PDF or too large, kinds and days that can't be, papers for nothing that is known, a second file of one
    registered number; reported alone: a part of its goods that nobody knows.
    """
    run, left = _Run(report), iter(rows)
    while batch := list(islice(left, _AT_ONCE)):
        _take(batch, run)
    with transaction.atomic():
        run.counts["hidden"] = _remove_others(run) if is_complete else 0
        outcome = Outcome(**run.counts)
        if not outcome.is_without_effect:
            journal.record(act="catalog.import_papers", actor=actor, at=at, facts=dict(run.counts))
    return outcome


def _take(batch: Sequence[GoodsPaperRow], run: _Run) -> None:
    kept = [(row, file) for row in batch if _is_sound(row, run) and (file := _file(row, run))]
    goods = _goods_of([row for row, _ in kept], run)
    found = [_Taken(row, file, held) for (row, file), held in zip(kept, goods, strict=True) if held]
    taken = [one for one in found if _is_of_one_file(one, run)]
    if not taken:
        return
    with transaction.atomic():
        one_at_a_time("catalog.papers")
        _write(_once(taken), run)


def _is_sound(row: GoodsPaperRow, run: _Run) -> bool:
    objection = _objection(row)
    if objection:
        run.refuse(row, objection)
    return objection is None


def _objection(row: GoodsPaperRow) -> Refusal | None:
    if row.kind not in PAPER_KINDS:
        return Refusal("catalog.no_such_kind", name=row.kind, known=sorted(PAPER_KINDS))
    if row.valid_from and row.valid_until and row.valid_from > row.valid_until:
        return Refusal("catalog.ends_before_it_begins", since=row.valid_from, until=row.valid_until)
    if len(row.number) > _NUMBER:
        return Refusal("catalog.number_too_long", most=_NUMBER)
    return None


def _goods_of(rows: Sequence[GoodsPaperRow], run: _Run) -> Iterator[tuple[Goods, ...]]:
    """For what each holds; nothing for one that is refused."""
    covers = [cover for row in rows for cover in row.covers]
    meant = meanings([cover.readings for cover in covers])
    wide = {row.seq: row for row in _wide(covers)}
    answers = iter([_goods(cover, one, wide[seq]) for seq, (cover, one) in enumerate(zip(covers, meant, strict=True))])
    for row in rows:
        yield _known(row, list(islice(answers, len(row.covers))), run)


def _known(row: GoodsPaperRow, answers: Sequence[tuple[Goods, ...] | Refusal], run: _Run) -> tuple[Goods, ...]:
    goods = tuple(one for answer in answers if not isinstance(answer, Refusal) for one in answer)
    refusals = [answer for answer in answers if isinstance(answer, Refusal)]
    if not goods:
        run.refuse(row, refusals[0] if len(refusals) == 1 else Refusal("catalog.paper_of_nothing"))
    else:
        for refusal in refusals:
            run.refuse(row, refusal, is_left_out=False)
    return goods


def _wide(covers: Sequence[Cover]) -> list[Row]:
    return _sql.rows(
        "import_covers_meant",
        seqs=list(range(len(covers))),
        brands=[normalise_code(cover.brand) for cover in covers],
        groups=[" / ".join(part.strip() for part in cover.group.split("/")) for cover in covers],
    )


def _goods(cover: Cover, meant: Meant | Refusal, wide: Row) -> tuple[Goods, ...] | Refusal:
    if cover.readings:
        return meant if isinstance(meant, Refusal) else tuple((product, None, None) for product in meant.products)
    if cover.brand and wide.brand is None:
        return Refusal("catalog.no_such_brand", name=cover.brand)
    if cover.group and not wide.groups:
        return Refusal("catalog.no_such_group", name=cover.group)
    if cover.group and len(wide.groups) > 1:
        return Refusal("catalog.group_of_several", name=cover.group)
    if not cover.group and not cover.brand:
        return ()
    return ((None, wide.groups[0] if cover.group else None, wide.brand),)


def _file(row: GoodsPaperRow, run: _Run) -> kept_files.Kept | None:
    try:
        return kept_files.keep(_pdf(row))
    except Refusal as refusal:
        run.refuse(row, refusal)
        return None


def _pdf(row: GoodsPaperRow) -> bytes:
    """The file, proven by its first and last words: a name proves nothing."""
    content = row.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refusal("catalog.paper_too_large", most=MOST_BYTES >> 20)
    if not content.startswith(_HEAD):
        raise Refusal("catalog.not_a_pdf")
    if _TAIL not in content[-_TAIL_WITHIN:]:
        raise Refusal("catalog.pdf_cut_off")
    return content


def _is_of_one_file(one: _Taken, run: _Run) -> bool:
    """Two files of one number are two papers, or a paper and its annex: which of them holds, nobody could tell."""
    is_one = run.files.setdefault(one.identity, one.kept.sha256) == one.kept.sha256
    if not is_one:
        run.refuse(one.row, Refusal("catalog.number_of_two_files", number=one.row.number))
    return is_one


def _once(taken: Sequence[_Taken]) -> list[_Taken]:
    """Of several rows of one paper the last one says what it is; it holds for the goods of all."""
    by_identity: dict[str, _Taken] = {}
    for one in taken:
        before = by_identity.get(one.identity)
        by_identity[one.identity] = _Taken(one.row, one.kept, (*before.goods, *one.goods)) if before else one
    return list(by_identity.values())


def _write(papers: Sequence[_Taken], run: _Run) -> None:
    identities, hashes = [one.identity for one in papers], [one.kept.sha256 for one in papers]
    _sql.run("import_papers_numbered", identities=identities, hashes=hashes)
    rows = _sql.rows(
        "import_papers",
        identities=identities,
        hashes=hashes,
        kinds=[one.row.kind for one in papers],
        numbers=[one.row.number for one in papers],
        titles=[one.row.title[:_TITLE] for one in papers],
        issuers=[one.row.issued_by[:_TITLE] for one in papers],
        begins=[one.row.valid_from for one in papers],
        ends=[one.row.valid_until for one in papers],
        sizes=[one.kept.size for one in papers],
    )
    ids = {row.identity: row.id for row in rows}
    covered = _cover([(ids[one.identity], goods) for one in papers for goods in one.goods], run)
    for row in rows:
        run.counts[_became(row.is_new, is_wider=row.id in covered)] += 1
    run.papers.update(ids.values())


def _became(is_new: bool | None, *, is_wider: bool) -> str:  # noqa: FBT001 -- what the statement says: written or not
    if is_new:
        return "created"
    return "unchanged" if is_new is None and not is_wider else "changed"


def _cover(pairs: Sequence[tuple[int, Goods]], run: _Run) -> set[int]:
    """The papers that hold for more goods now."""
    rows = _sql.rows(
        "import_coverage",
        papers=[paper for paper, _ in pairs],
        products=[product for _, (product, _, _) in pairs],
        groups=[group for _, (_, group, _) in pairs],
        brands=[brand for _, (_, _, brand) in pairs],
    )
    run.coverage.update(row.id for row in rows)
    return {row.paper for row in rows if row.is_new}


def _remove_others(run: _Run) -> int:
    """None where a row was left out: it may have named what would go."""
    if run.counts["skipped"] or not run.papers:
        return 0
    return _sql.run("import_papers_gone", papers=sorted(run.papers), coverage=sorted(run.coverage))

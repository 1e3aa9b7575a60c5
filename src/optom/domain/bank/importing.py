"""Statements on their way in: what is new is taken, what is known is told, nothing is lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

import orjson
from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.domain.accounts import actions as accounts
from optom.domain.companies import queries as companies
from optom.domain.journal import actions as journal

from . import rules
from .rules import Judged, StatementDocument, Turnover, UnreadPart

_sql = statements(__package__)
_AT_ONCE = 1000
Part = StatementDocument | UnreadPart | Turnover
_Taken = tuple[StatementDocument, Judged]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before it is read; ``sha256`` is of its bytes."""

    name: str
    format: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``known`` documents had been taken before, from this file or another."""

    file: int
    taken: int
    known: int
    refused: int


def import_statement(file: FileFacts, parts: Iterable[Part], *, actor: int | None, at: datetime) -> Outcome:
    """Keep the documents of a file that are not known yet; what can't be taken is kept with its reason and line.

    A document is known by payer's account, number, date, sum and payee's account; the same one with another purpose
    or payer is told, so is the second of two without a number. The same file again writes nothing. Whole or not at
    all; at most four statements for each thousand parts.
    """
    accounts.require_desk(act="register_payment", actor=actor)
    ours = companies.seller_accounts()
    with transaction.atomic():
        kept = _sql.one("keep_file", **_columns(file), actor=actor, at=at)
        told = [_take(kept.id, batch, ours) for batch in _batches(_without_twins(parts))]
        outcome = Outcome(kept.id, *(sum(one) for one in zip((0, 0, 0), *told, strict=True)))
        counts = {"taken": outcome.taken, "known": outcome.known, "refused": outcome.refused}
        if _sql.run("count_file", file=kept.id, read=outcome.taken + outcome.known, refused=outcome.refused):
            facts = {"file": file.name, **counts}
            subject = f"bank.statementfile:{kept.id}"
            journal.record(act="bank.import_statement", actor=actor, at=at, subject=subject, facts=facts)
    return outcome


def _columns(file: FileFacts) -> dict[str, Any]:
    return {"name": file.name[-_NAME:], "format": file.format, "size": file.size, "sha256": file.sha256}


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    rest = iter(parts)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch


def _without_twins(parts: Iterable[Part]) -> Iterator[Part]:
    """Two of a file that have no number and all else in common may be two payments or one: a person must look."""
    seen: dict[tuple[Any, ...], int] = {}
    for part in parts:
        if not isinstance(part, StatementDocument) or part.number:
            yield part
            continue
        key = (part.payer.account, part.on, part.amount, part.payee.account)
        line = seen.setdefault(key, part.line)
        if line == part.line:
            yield part
        else:
            facts = {"amount": part.amount, "line": line}
            yield UnreadPart(part.place, part.line, "bank.document_twin", facts, part.raw)


def _take(file: int, parts: Sequence[Part], ours: Mapping[str, int]) -> tuple[int, int, int]:
    """How many of them were taken, were known, were refused."""
    _keep_turnovers(file, [one for one in parts if isinstance(one, Turnover) and one.account in ours])
    sound, refused = _judged([one for one in parts if not isinstance(one, Turnover)], ours)
    rows = [_row(one, judged) for one, judged in sound]
    taken = {row.place for row in _sql.rows("take", file=file, **_lists(_FIELDS, rows))} if rows else set()
    others = [row for row in rows if row["place"] not in taken]
    differing = list(_differing(others)) if others else []
    refused += differing
    if refused:
        _sql.run("refuse", file=file, **_lists(_REFUSED, [_unread_row(one) for one in refused]))
    return len(taken), len(others) - len(differing), len(refused)


def _keep_turnovers(file: int, turnovers: Sequence[Turnover]) -> None:
    """What the file says of our accounts; whether it is so is asked later (`queries.turnovers`)."""
    if turnovers:
        columns = {name: [getattr(one, name) for one in turnovers] for name in _TURNOVER}
        _sql.run("keep_turnovers", file=file, **columns)


def _judged(
    parts: Sequence[StatementDocument | UnreadPart], ours: Mapping[str, int]
) -> tuple[list[_Taken], list[UnreadPart]]:
    sound: list[_Taken] = []
    refused = []
    for part in parts:
        if isinstance(part, UnreadPart):
            refused.append(part)
            continue
        try:
            sound.append((part, rules.judge(part, ours)))
        except Refusal as refusal:
            refused.append(UnreadPart(part.place, part.line, refusal.code, refusal.facts, part.raw))
    return sound, refused


def _differing(rows: Sequence[Mapping[str, Any]]) -> Iterator[UnreadPart]:
    """Those whose namesakes, taken earlier, say something else: either may be the true one, so a person must look."""
    given = {row["place"]: row for row in rows}
    for known in _sql.rows("namesakes", **_lists(_KEY, rows)):
        row = given[known.place]
        if (known.payer_inn, known.purpose) != (row["payer_inn"], row["purpose"]):
            facts = {"number": row["number"], "file": known.file, "line": known.line}
            texts = {"was": known.purpose, "now": row["purpose"], "inn_was": known.payer_inn, "inn": row["payer_inn"]}
            yield UnreadPart(row["place"], row["line"], "bank.document_differs", {**facts, **texts}, row["raw"])


_NAME, _SIDE, _PURPOSE, _KIND, _NUMBER, _ACCOUNT, _INN = 200, 300, 1000, 60, 40, 34, 12
_KEY = ("place", "payer_account", "number", "on", "amount", "payee_account")
_FIELDS = (
    *_KEY, "line", "seller", "direction", "kind", "moved_on", "currency", "payer_inn", "payer_name", "payee_inn",
    "payee_name", "purpose", "raw", "sha256",
)  # fmt: skip
_TURNOVER = ("line", "account", "since", "until", "opening", "came", "went", "closing")
_REFUSED = ("place", "line", "code", "facts", "raw")


def _row(document: StatementDocument, judged: Judged) -> dict[str, Any]:
    payer, payee = document.payer, document.payee
    return {
        "place": document.place,
        "line": document.line,
        "seller": judged.seller,
        "direction": judged.direction,
        "kind": document.kind[:_KIND],
        "number": document.number[:_NUMBER],
        "on": document.on,
        "moved_on": judged.moved_on,
        "amount": document.amount,
        "currency": judged.currency,
        "payer_account": payer.account[:_ACCOUNT],
        "payer_inn": payer.inn[:_INN],
        "payer_name": payer.name[:_SIDE],
        "payee_account": payee.account[:_ACCOUNT],
        "payee_inn": payee.inn[:_INN],
        "payee_name": payee.name[:_SIDE],
        "purpose": " ".join(document.purpose.split())[:_PURPOSE],
        "raw": document.raw,
        "sha256": sha256(document.raw.encode()).hexdigest(),
    }


def _unread_row(part: UnreadPart) -> dict[str, Any]:
    facts = orjson.dumps(dict(part.facts), default=str).decode()
    return {"place": part.place, "line": part.line, "code": part.code, "facts": facts, "raw": part.raw}


def _lists(names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in names}

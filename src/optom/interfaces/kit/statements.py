"""Statements of banks as files: whatever format one has, it becomes the same documents.

The formats are read by the interface of files, which says here what it reads; who takes files from people need not know
which formats there are.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from optom.base.refusal import Refusal
from optom.domain.bank import importing
from optom.domain.bank.importing import FileFacts, Outcome, Part

MOST_BYTES = 64 * 1024 * 1024  # forty thousand documents: a bank's month of a large firm
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its first bytes, and how its parts are read, one after another; the stream stands at its start."""

    name: str
    knows: Callable[[bytes], bool]
    read: Callable[[BinaryIO], Iterator[Part]]


FORMATS: list[Format] = []


def take(stream: BinaryIO, name: str, *, actor: int | None, at: datetime) -> Outcome:
    """Take a file of any known format.

    Refuses `bank.file_empty`, `bank.file_too_large`, `bank.format_unknown`; else what can't be taken of it is kept with
    its reason, and counted.
    """
    size = stream.seek(0, 2)
    if not size:
        raise Refusal("bank.file_empty", file=name)
    if size > MOST_BYTES:
        raise Refusal("bank.file_too_large", file=name, most=MOST_BYTES // 1024 // 1024)
    stream.seek(0)
    head = stream.read(_HEAD)
    known = next((one for one in FORMATS if one.knows(head)), None)
    if known is None:
        raise Refusal("bank.format_unknown", file=name, known=[one.name for one in FORMATS])
    stream.seek(0)
    facts = FileFacts(name, known.name, size, _hash_of(stream))
    stream.seek(0)
    return importing.import_statement(facts, known.read(stream), actor=actor, at=at)


def _hash_of(stream: BinaryIO) -> str:
    digest = sha256()
    while piece := stream.read(_HEAD):
        digest.update(piece)
    return digest.hexdigest()

"""What a drawing is made from, and whether what comes out is what was issued.

Two hashes guard a paper (ADR 0010). The first is of what it is made from, written by the act that issues it; it holds
under any renderer. The second is of the bytes, written by whoever draws it first; it holds under the same renderer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import orjson

from optom.domain.documents.render import RENDERER, render_pdf


class PaperDiffersError(RuntimeError):
    """A paper is not the one that was issued: its payload or its template was touched."""


@dataclass(frozen=True, slots=True)
class Source:
    """All that a paper is drawn from. ``sha256`` and ``renderer`` are empty until it was drawn."""

    id: int
    kind: str
    number: str
    template: str
    payload: str
    issued_at: datetime
    source_sha256: str  # empty for a paper from before there was one
    renderer: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.kind} {self.number} (paper {self.id})"


def payload_text(payload: Mapping[str, object]) -> str:
    """The payload as it is hashed and handed to the template: keys sorted, so that it outlives a trip through jsonb."""
    return orjson.dumps(payload, option=orjson.OPT_SORT_KEYS).decode()


def source_hash(template: str, payload: str, at: datetime) -> str:
    """Of everything that a drawing depends on, except the renderer and the template's own text."""
    moment = at.astimezone(UTC).replace(microsecond=0).isoformat()
    return sha256(f"{template}\n{moment}\n{payload}".encode()).hexdigest()


def found_source_hash(source: Source) -> str:
    """What the source hashes to now."""
    return source_hash(source.template, source.payload, source.issued_at)


def drawn(source: Source) -> bytes:
    """The paper by the present renderer; ``PaperDiffersError`` when it isn't what was issued."""
    if source.source_sha256 and found_source_hash(source) != source.source_sha256:
        raise PaperDiffersError(f"{source} does not say what was issued")
    document = render_pdf(source.template, orjson.loads(source.payload), at=source.issued_at)
    if source.renderer == RENDERER and sha256(document).hexdigest() != source.sha256:
        raise PaperDiffersError(f"{source} is not drawn as it was issued")
    return document

"""An anticipated business "no": a stable code and facts, no words, no HTTP status.

The interfaces put a refusal into Russian or English (``interfaces.kit.words``). All reasons that
are known at one moment are refused together, as ``Refusals``.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """One reason why an act is not done. ``facts`` hold what the words need: numbers, names, dates."""

    def __init__(self, code: str, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts: Mapping[str, Any] = facts

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, {dict(self.facts)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Refusal) and (self.code, self.facts) == (other.code, other.facts)

    def __hash__(self) -> int:
        return hash(self.code)

    __str__ = __repr__


class Refusals(Refusal):
    """All the reasons at once; ``code`` is that of the first."""

    def __init__(self, reasons: Iterable[Refusal]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(self.reasons[0].code, **self.reasons[0].facts)

    def __repr__(self) -> str:
        return f"Refusals({list(self.reasons)!r})"


def refuse_all(reasons: Iterable[Refusal]) -> None:
    """Raise every reason together; do nothing when there is none."""
    reasons = tuple(reasons)
    if reasons:
        raise Refusals(reasons)


def reasons_of(refusal: Refusal) -> tuple[Refusal, ...]:
    """The reasons inside, whether one was raised or many."""
    return refusal.reasons if isinstance(refusal, Refusals) else (refusal,)

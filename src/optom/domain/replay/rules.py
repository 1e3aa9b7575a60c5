"""What may be replayed, and over how many weeks."""

from collections.abc import Iterator

from optom.base.refusal import Refusal

WEEKS = 13
MOST_WEEKS = 104
MOST_TRIES = 3
_PROPOSED = frozenset({"waiting", "approved"})
_UNDERWAY = frozenset({"working", "failed"})


def objections(state: str | None, weeks: int) -> Iterator[Refusal]:
    """Every reason against replaying a publication of such a state; None: there is none."""
    if not 1 <= weeks <= MOST_WEEKS:
        yield Refusal("replay.weeks_wrong", field="weeks", weeks=weeks, most=MOST_WEEKS)
    if state in _UNDERWAY:
        yield Refusal("replay.not_worked_out")
    elif state not in _PROPOSED:
        yield Refusal("replay.publication_ended")

"""Chance that repeats itself: the same seed and the same topic give the same firm on every machine."""

from random import Random


def chance(seed: int, topic: str) -> Random:
    """A source of its own for each topic, so that a change in one notion does not move the others."""
    return Random(f"{seed}/{topic}")  # noqa: S311 -- a demo, no secret

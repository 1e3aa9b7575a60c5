"""What the distributor sells."""

from . import bearings, drives, fasteners, supplies, tools
from .family import Family, Good, goods, labels

__all__ = ["FAMILIES", "Family", "Good", "goods", "labels", "quotas"]

FAMILIES: tuple[Family, ...] = (
    *bearings.FAMILIES,
    *drives.FAMILIES,
    *fasteners.FAMILIES,
    *tools.FAMILIES,
    *supplies.FAMILIES,
)


def quotas(total: int) -> dict[Family, int]:
    """How many goods of each family make a catalog of ``total``: by shares, no family beyond what it can give."""
    counts: dict[Family, int] = {}
    waiting, left = list(FAMILIES), total
    while waiting:
        weight = sum(family.share for family in waiting)
        full = [family for family in waiting if family.capacity <= left * family.share / weight]
        if not full:
            break
        for family in full:
            counts[family] = family.capacity
            left -= family.capacity
            waiting.remove(family)
    return counts | _by_share(waiting, left)


def _by_share(families: list[Family], total: int) -> dict[Family, int]:
    """Cumulative rounding, so that the parts make the whole."""
    weight = sum(family.share for family in families)
    counts, passed, given = {}, 0.0, 0
    for family in families:
        passed += family.share
        counts[family] = round(total * passed / weight) - given
        given += counts[family]
    return counts

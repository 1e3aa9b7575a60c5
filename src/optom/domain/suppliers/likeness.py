"""How alike an offer and a product are. Pure.

Sizes decide: a bolt M8x30 is no bolt M8x35, however alike the other words are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from optom.domain.catalog.rules import plain_words

_NUMBER, _NAME, _BRAND = 45, 35, 20  # weights of a known number, the name, a known brand
_OTHER_SIZE: Final = 70  # at most so alike are things of which one has a size that the other lacks
_GAP: Final = 5  # by so much the best must be ahead of the next to be it without doubt


@dataclass(frozen=True, slots=True)
class Described:
    """What is known of an offer or of a product; ``norm`` and ``brand`` as `catalog.rules` compare them, or empty."""

    norm: str
    brand: str
    name: str


@dataclass(frozen=True, slots=True)
class Likely:
    """A product that an offer may be; ``score`` in per cent."""

    product: int
    score: int
    why: str


def likeness(offer: Described, product: Described) -> tuple[int, str]:
    """How alike they are in whole per cent, and what most speaks for it: number, name."""
    name = _percent(fuzz.token_set_ratio(" ".join(plain_words(offer.name)), " ".join(plain_words(product.name))))
    parts = [(_NAME, name)]
    if offer.norm:
        parts.append((_NUMBER, _percent(fuzz.ratio(offer.norm, product.norm))))
    if offer.brand:
        parts.append((_BRAND, 100 if offer.brand == product.brand else 0))
    score = sum(weight * part for weight, part in parts) // sum(weight for weight, _ in parts)
    if not _sizes(offer.name) <= _sizes(f"{product.name} {product.norm}"):
        score = min(score, _OTHER_SIZE)
    return score, "number" if offer.norm and offer.norm == product.norm else "name"


def _sizes(text: str) -> set[str]:
    return {word for word in plain_words(text) if any(map(str.isdigit, word))}


def is_sure(ranked: Sequence[Likely], sure: int) -> bool:
    """Whether the first of these, the best coming first, is the product without doubt."""
    return bool(ranked) and ranked[0].score >= sure and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= _GAP)


def _percent(ratio: object) -> int:
    return int(str(ratio).split(".", 1)[0])

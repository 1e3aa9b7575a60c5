"""How a number that somebody wrote is taken apart before it is looked for. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from optom.domain.catalog.rules import normalise_code, plain_words

_TOKENS = re.compile(r"[^\s,;:()\[\]\"«»]+")
SHORTEST = 3
MOST_PARTS = 5
_LONGEST_BRAND = 3  # words in the name of a brand
_SLIPPED = 4  # signs of a brand in which a slip is told from another brand
_STEM = 4  # letters by which two forms of a word are taken for one


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row says it wants: any of a number (article, barcode, cross-number, a number of the buyer's own), a brand
    and a name.
    """

    number: str = ""
    brand: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        """Where the number is looked for: a row may have put it into the name."""
        return self.number or self.name


@dataclass(frozen=True, slots=True)
class Taken:
    """A text taken apart.

    ``whole`` forms say the entire text (with and without the brand), ``parts`` are numbers inside it, the longest
    first; ``words`` are all other words, ``brands`` the brands that it names, ``likely`` those that it may name with a
    slip. ``own`` says the text with the brand beside it: so a company's answer to this very row is remembered.
    """

    own: str
    whole: tuple[str, ...]
    parts: tuple[str, ...]
    words: tuple[str, ...]
    brands: frozenset[int]
    likely: frozenset[int]


def taken_apart(wanted: Wanted, brands: Mapping[str, frozenset[int]], slips: Mapping[str, frozenset[int]]) -> Taken:
    """The forms in which ``wanted`` is looked for; ``brands`` are those known, by ``normalise_code`` of their names,
    ``slips`` what else was written as one.
    """
    tokens = _TOKENS.findall(wanted.text)
    named, rest = _without_brands(tokens, brands)
    said = brands.get(normalise_code(wanted.brand)) or named
    whole = dict.fromkeys(filter(None, [normalise_code(wanted.text), normalise_code("".join(rest))]))
    parts = _parts(rest)
    return Taken(
        normalise_code(f"{wanted.text} {wanted.brand}") if wanted.brand else "",
        tuple(whole),
        tuple(part for part in parts if part not in whole),
        tuple(word for token in rest for word in plain_words(token) if word.isalpha() and len(word) >= SHORTEST),
        frozenset(said),
        slips.get(normalise_code(wanted.brand), frozenset()),
    )


def slips_in(wanted: Iterable[Wanted], brands: Mapping[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    """What rows write as a brand that nobody knows, with the brands that are one sign off: Wurth for Würth."""
    strange = {code for code in {normalise_code(one.brand) for one in wanted} if code not in brands}
    strange = {code for code in strange if len(code) >= _SLIPPED}
    if not strange:
        return {}
    near: dict[str, set[int]] = defaultdict(set)
    for code, ids in brands.items():
        for shortened in _shortened(code) if len(code) >= _SLIPPED else ():
            near[shortened] |= ids
    return {code: frozenset[int]().union(*(near.get(one, ()) for one in _shortened(code))) for code in strange}


def _shortened(code: str) -> set[str]:
    """The code, and the code without each of its signs: two that are one sign apart have one of these in common."""
    return {code, *(code[:place] + code[place + 1 :] for place in range(len(code)))}


def _without_brands(tokens: list[str], brands: Mapping[str, frozenset[int]]) -> tuple[frozenset[int], list[str]]:
    """The brands named in the text, and the words that are left."""
    found: frozenset[int] = frozenset()
    rest: list[str] = []
    at = 0
    while at < len(tokens):
        length = next((n for n in range(_LONGEST_BRAND, 0, -1) if _brand(tokens[at : at + n], n, brands)), 0)
        if length:
            found |= brands[normalise_code("".join(tokens[at : at + length]))]
        else:
            rest.append(tokens[at])
        at += length or 1
    return found, rest


def _brand(words: list[str], length: int, brands: Mapping[str, frozenset[int]]) -> bool:
    return len(words) == length and normalise_code("".join(words)) in brands


def _parts(tokens: list[str]) -> list[str]:
    """Numbers inside a text: words with a digit, and neighbours that somebody may have torn apart."""
    with_digits = [token for token in tokens if any(sign.isdigit() for sign in token)]
    torn = [first + second for first, second in pairwise(tokens) if any(sign.isdigit() for sign in first + second)]
    codes = dict.fromkeys(normalise_code(text) for text in [*with_digits, *torn])
    return sorted((code for code in codes if len(code) >= SHORTEST), key=len, reverse=True)[:MOST_PARTS]


def fits(name: str, words: tuple[str, ...]) -> bool:
    """Whether the name has all the words, in whatever form: a number inside a text is only sure with them."""
    stems = {word[:_STEM] for word in plain_words(name)}
    return all(word[:_STEM] in stems for word in words)

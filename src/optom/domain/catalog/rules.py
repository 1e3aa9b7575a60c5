"""How the catalog compares numbers, words and names. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from optom.base.texts import TWINS

_LOOKALIKES = TWINS | str.maketrans("×", "X")
_NOT_CODE = re.compile(r"[^0-9A-ZА-Я]+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[0-9a-zа-я]+")
# Between two sizes: the sign that no keyboard has, and the letters and the star that people type for it.
_TIMES = re.compile(r"(?<=\d)\s*[xх×*]\s*(?=\d)")
_DIGIT_PLACES = 8
CODE_LENGTH = 100
SORT_KEY_LENGTH = 200
STEP = 1000  # products from one milestone to the next: so many are walked for nothing at most


def normalise_code(text: str) -> str:
    """A number as search compares it: upper case, letters and digits only, Cyrillic twins as Latin letters."""
    upper = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    return _NOT_CODE.sub("", upper)[:CODE_LENGTH]


@lru_cache(maxsize=10_000)
def normalise_brand(text: str) -> str:
    """The same of a brand: few of them stand in the million rows of a list."""
    return normalise_code(text)


def sort_key(text: str) -> str:
    """A key whose byte order is the order people expect: no case, "ё" right after "е", numbers by value."""
    folded = unicodedata.normalize("NFC", text).strip().casefold()
    folded = folded.replace("ё", "е\uffff") if "ё" in folded else folded
    return _DIGITS.sub(lambda number: number[0].lstrip("0").rjust(_DIGIT_PLACES, "0"), folded)[:SORT_KEY_LENGTH]


def plain_words(text: str) -> list[str]:
    """The words of a name or a query: lower case, "ё" as "е", letters and digits; "20х47" is two of them.

    What has digits is a number: its Cyrillic twins are Latin letters, as in `normalise_code`.
    """
    words = _WORD.findall(_TIMES.sub(" ", text.casefold().replace("ё", "е")))
    return [word if word.isalpha() else word.upper().translate(_LOOKALIKES).lower() for word in words]


def search_text(text: str) -> str:
    """The text from which the search vector of a name is made."""
    return " ".join(plain_words(text))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand the name of a file: whose it is, and the place of the picture where one is said.

    ``product`` is an article or the source's own identifier; ``brand`` is empty where none is named.
    """

    product: str
    brand: str = ""
    place: int | None = None


_PLACED = re.compile(r"(?P<rest>.+?)(?:_(?P<after>[1-9]\d?)| ?\((?P<inside>[1-9]\d?)\))")

# How a paper about goods is named by people; the first word is the program's own.
PAPER_KINDS: Final = {
    "certificate": ("certificate", "cert", "сертификат", "серт"),
    "declaration": ("declaration", "doc", "декларация", "декл"),
    "letter": ("letter", "письмо", "отказное письмо"),
    "passport": ("passport", "паспорт"),
    "manual": ("manual", "инструкция", "руководство", "рэ"),
    "drawing": ("drawing", "чертеж", "чертёж", "схема"),
    "safety": ("safety", "sds", "msds", "паспорт безопасности", "пб"),
    "other": ("other", "прочее", "документ"),
}
_KIND_OF_WORD = {word: kind for kind, words in PAPER_KINDS.items() for word in words}


def readings(name: str) -> tuple[Reading, ...]:
    """What a file's name (without its ending) may mean, the likeliest first: ``6204``, ``SKF_6204``, each with ``_2``.

    An article may hold the mark that parts brand and place, so the whole name is an article too.
    """
    placed = _PLACED.fullmatch(name)
    found = []
    if placed:
        place = int(placed["after"] or placed["inside"])
        found += [Reading(placed["rest"], place=place), *_with_brand(placed["rest"], place)]
    return (*found, Reading(name), *_with_brand(name, None))


def _with_brand(name: str, place: int | None) -> list[Reading]:
    brand, mark, product = name.partition("_")
    return [Reading(product, brand, place)] if mark and brand and product else []


def paper_kind(word: str) -> str | None:
    """The kind of a paper about goods by the program's or by people's word for it; None for another word."""
    return _KIND_OF_WORD.get(word.strip().casefold())


def kind_in_name(name: str) -> tuple[str, str]:
    """The kind that stands at the end of a file's name, and the name without it: ``6204_certificate``."""
    rest, _, word = name.rpartition("_")
    kind = paper_kind(word)
    return (kind, rest) if kind and rest else ("other", name)

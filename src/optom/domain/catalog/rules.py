"""How the catalog compares numbers, words and names. Pure."""

import re
import unicodedata

# Cyrillic letters that look Latin: a buyer types "С-3150" and the maker prints "C-3150".
_LOOKALIKES = str.maketrans("АВЕЁКМНОРСТУХІЅЈ", "ABEEKMHOPCTYXISJ")
_NOT_CODE = re.compile(r"[^0-9A-ZА-Я]+")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[0-9a-zа-я]+")
_DIGIT_PLACES = 8
CODE_LENGTH = 100
SORT_KEY_LENGTH = 200
STEP = 1000  # products from one milestone to the next: so many are walked for nothing at most


def normalise_code(text: str) -> str:
    """A number as search compares it: upper case, letters and digits only, Cyrillic twins as Latin letters."""
    upper = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    return _NOT_CODE.sub("", upper)[:CODE_LENGTH]


def sort_key(text: str) -> str:
    """A key whose byte order is the order people expect: no case, "ё" right after "е", numbers by value."""
    folded = unicodedata.normalize("NFC", text).strip().casefold()
    folded = folded.replace("ё", "е\uffff") if "ё" in folded else folded
    return _DIGITS.sub(lambda number: number[0].lstrip("0").rjust(_DIGIT_PLACES, "0"), folded)[:SORT_KEY_LENGTH]


def plain_words(text: str) -> list[str]:
    """The words of a name or a query: lower case, "ё" as "е", letters and digits."""
    return _WORD.findall(text.casefold().replace("ё", "е"))


def search_text(text: str) -> str:
    """The text from which the search vector of a name is made."""
    return " ".join(plain_words(text))

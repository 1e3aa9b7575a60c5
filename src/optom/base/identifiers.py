"""Requisites and trade numbers with their check digits: what is wrong with a text, if anything.

Every ``problem_with_*`` takes what a person typed, already stripped of spaces around it, and answers None when the
text can be a real number, or a ``Problem`` that names the flaw, so that a form can explain it. A number that passes
may still belong to nobody: only the state's registers know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import cycle

ORGANISATION = (10,)
ENTREPRENEUR = (12,)


class Flaw(StrEnum):
    """What can be wrong with a number."""

    LENGTH = "length"
    NOT_DIGITS = "not_digits"
    SHAPE = "shape"
    REGION = "region"
    CHECK_DIGIT = "check_digit"
    OTHER_BANK = "other_bank"


@dataclass(frozen=True, slots=True)
class Problem:
    """A flaw of one number. ``lengths`` are those that are allowed, where the length is what is wrong."""

    flaw: Flaw
    lengths: tuple[int, ...] = ()
    found: int | None = None


def problem_with_inn(text: str, *, lengths: tuple[int, ...] = ORGANISATION + ENTREPRENEUR) -> Problem | None:
    """INN: 10 digits of an organisation, 12 of a person or sole trader; the tax region is never 00."""
    if problem := _problem_with_digits(text, lengths):
        return problem
    if text.startswith("00"):
        return Problem(Flaw.REGION)
    return _unless(_inn_digits(text) == text[-2:], Flaw.CHECK_DIGIT)


def problem_with_kpp(text: str) -> Problem | None:
    """KPP: tax office (4 digits), reason (2 digits or capitals), number (3 digits). It has no check digit."""
    if len(text) != _KPP_LENGTH:
        return _wrong_length(text, (_KPP_LENGTH,))
    if not _is_digits(text[:4] + text[6:]) or not all(char in _KPP_REASON for char in text[4:6]):
        return Problem(Flaw.SHAPE)
    return _unless(text[:2] != "00", Flaw.REGION)


def problem_with_ogrn(text: str) -> Problem | None:
    """OGRN of an organisation, 13 digits."""
    return _problem_with_digits(text, (13,)) or _unless(_remainder_digit(text, 11), Flaw.CHECK_DIGIT)


def problem_with_ogrnip(text: str) -> Problem | None:
    """OGRNIP of a sole trader, 15 digits."""
    return _problem_with_digits(text, (15,)) or _unless(_remainder_digit(text, 13), Flaw.CHECK_DIGIT)


def problem_with_bic(text: str) -> Problem | None:
    """BIC of a Russian bank or treasury office: 9 digits, the first of them 0. It has no check digit."""
    return _problem_with_digits(text, (9,)) or _unless(text.startswith("0"), Flaw.SHAPE)


def problem_with_account(text: str, *, bic: str) -> Problem | None:
    """A settlement account together with the (sound) BIC of its bank: 20 characters, of which the 9th is the key.

    The accounts of state bodies at the Treasury (0...) are keyed by another rule, which is not published with the
    banks' one: of those only the shape is checked.
    """
    if problem := _problem_with_account_shape(text):
        return problem
    return _unless(text.startswith("0") or _is_keyed(bic[-3:], text), Flaw.CHECK_DIGIT)


def problem_with_correspondent_account(text: str, *, bic: str) -> Problem | None:
    """The bank's own account at the Bank of Russia; an ordinary one (301...) ends with the end of its BIC."""
    if problem := _problem_with_account_shape(text):
        return problem
    if text.startswith("301") and text[-3:] != bic[-3:]:
        return Problem(Flaw.OTHER_BANK)
    return _unless(_is_keyed(f"0{bic[4:6]}", text), Flaw.CHECK_DIGIT)


def currency_of_account(account: str) -> str:
    """The currency that the 6th to 8th digits of a Russian account tell; roubles where they tell none."""
    digits = account[5:8] if len(account) == _ACCOUNT_LENGTH else ""
    return CURRENCIES_OF_ACCOUNTS.get(digits, "RUB")


def problem_with_gtin(text: str) -> Problem | None:
    """GTIN-8, -12, -13 or -14: what a barcode of a retail or trade unit says."""
    if problem := _problem_with_digits(text, (8, 12, 13, 14)):
        return problem
    return _unless(gtin_check_digit(text[:-1]) == text[-1], Flaw.CHECK_DIGIT)


def gtin_check_digit(body: str) -> str:
    """The last digit of the GTIN whose other digits are ``body``."""
    total = sum(int(digit) * weight for digit, weight in zip(reversed(body), cycle((3, 1)), strict=False))
    return str(-total % 10)


_KPP_LENGTH = 9
_ACCOUNT_LENGTH = 20
CURRENCIES_OF_ACCOUNTS = {
    "810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY", "398": "KZT", "933": "BYN", "949": "TRY",
    "784": "AED", "356": "INR", "417": "KGS", "051": "AMD", "860": "UZS",
}  # fmt: skip
_KPP_REASON = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11TH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12TH = (3, *_INN_11TH)
_ACCOUNT_LETTERS = "ABCEHKMPTX"  # in the 6th place of clearing accounts; each counts as its index


def _inn_digits(text: str) -> str:
    """The last two digits as they should be; of an organisation's INN only the last is checked."""
    if len(text) in ORGANISATION:
        return text[8] + _weighted(text, _INN_10)
    return _weighted(text, _INN_11TH) + _weighted(text, _INN_12TH)


def _weighted(text: str, weights: Sequence[int]) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(text, weights, strict=False))
    return str(total % 11 % 10)


def _remainder_digit(text: str, divisor: int) -> bool:
    return int(text[:-1]) % divisor % 10 == int(text[-1])


def _problem_with_account_shape(text: str) -> Problem | None:
    if len(text) != _ACCOUNT_LENGTH:
        return _wrong_length(text, (_ACCOUNT_LENGTH,))
    if not _is_digits(text[:5] + text[6:]):
        return Problem(Flaw.NOT_DIGITS)
    return _unless(_is_digits(text[5]) or text[5] in _ACCOUNT_LETTERS, Flaw.SHAPE)


def _is_keyed(bank: str, account: str) -> bool:
    digits = (_account_digit(char) for char in bank + account)
    return sum(digit * weight for digit, weight in zip(digits, cycle((7, 1, 3)), strict=False)) % 10 == 0


def _account_digit(char: str) -> int:
    return _ACCOUNT_LETTERS.index(char) if char in _ACCOUNT_LETTERS else int(char)


def _problem_with_digits(text: str, lengths: tuple[int, ...]) -> Problem | None:
    if not _is_digits(text):
        return Problem(Flaw.NOT_DIGITS)
    return None if len(text) in lengths else _wrong_length(text, lengths)


def _wrong_length(text: str, lengths: tuple[int, ...]) -> Problem:
    return Problem(Flaw.LENGTH, lengths=lengths, found=len(text))


def _is_digits(text: Iterable[str]) -> bool:
    return all(char in "0123456789" for char in text)  # str.isdigit() would let other alphabets' digits in


def _unless(sound: bool, flaw: Flaw) -> Problem | None:  # noqa: FBT001 -- reads as a sentence where it is called
    return None if sound else Problem(flaw)

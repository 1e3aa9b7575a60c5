"""The payment code of GOST R 56042-2014: what a banking app fills a payment order from.

The mandatory block, from the first separator to the end of CorrespAcc, may take 300 bytes. That is sized for one byte
a character (with every field at its limit it takes exactly 300), so a long Russian name that UTF-8 can't fit goes out
in windows-1251, which the standard allows too.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

import segno

from optom.base.money import kopecks

MANDATORY_LIMIT = 300  # bytes
MASK = 4
_HEAD = len("ST00012")
_SEPARATORS = "|^~\x1e"  # the last can't occur: values keep no control characters
_DARK = re.compile(rb"\x01+")
_ENCODINGS = {"utf-8": "2", "cp1251": "1"}


@dataclass(frozen=True, slots=True)
class Payment:
    """Whom to pay, how much and for what. ``total`` is in roubles, to the kopeck."""

    name: str
    account: str
    bank: str
    bic: str
    correspondent_account: str
    total: Decimal
    purpose: str
    inn: str = ""
    kpp: str = ""


def payment_string(payment: Payment) -> bytes:
    """The content of the code. ValueError when the sum is not positive or finer than a kopeck."""
    if payment.total <= 0 or payment.total != kopecks(payment.total):
        raise ValueError(f"can't be paid: {payment.total}")
    mandatory, optional = _mandatory(payment), _optional(payment)
    separator = _separator(mandatory | optional)
    for encoding in _ENCODINGS:
        block = _encoded(mandatory, separator, encoding)
        if block is not None and len(block) - _HEAD <= MANDATORY_LIMIT:
            return block + _tail(optional, separator, encoding)
    mandatory["Name"] = _cut_to_fit(mandatory, separator)
    return (_encoded(mandatory, separator, "utf-8") or b"") + _tail(optional, separator, "utf-8")


def code_svg(content: bytes) -> str:
    """The code as an SVG drawing, black on nothing, error correction M, without the quiet zone (the paper gives it).

    The mask is given: trying all eight takes 20 of 25 ms, and readers take any, for the code names its own.
    Dark squares beside each other are one stroke; segno's own drawing of the same strokes takes as long as the code.
    """
    code = segno.make(content, error="m", micro=False, boost_error=False, mask=MASK)
    strokes = "".join(
        f"M{dark.start()} {y}.5h{len(dark[0])}" for y, row in enumerate(code.matrix) for dark in _DARK.finditer(row)
    )
    box = f"0 0 {len(code.matrix)} {len(code.matrix)}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path stroke="#000" d="{strokes}"/></svg>'


def _mandatory(payment: Payment) -> dict[str, str]:
    """In the order that the standard demands."""
    return {
        "Name": _value(payment.name, 160),
        "PersonalAcc": payment.account,
        "BankName": _value(payment.bank, 45),
        "BIC": payment.bic,
        "CorrespAcc": payment.correspondent_account,
    }


def _optional(payment: Payment) -> dict[str, str]:
    fields = {
        "PayeeINN": payment.inn,
        "KPP": payment.kpp,
        "Sum": str(int(payment.total * 100)),
        "Purpose": _value(payment.purpose, 210),
    }
    return {key: value for key, value in fields.items() if value}


def _value(text: str, limit: int) -> str:
    return " ".join(text.split())[:limit].rstrip()


def _separator(fields: dict[str, str]) -> str:
    values = "".join(fields.values())
    return next(candidate for candidate in _SEPARATORS if candidate not in values)


def _encoded(fields: dict[str, str], separator: str, encoding: str) -> bytes | None:
    """The head and the mandatory fields; None when the encoding lacks a letter of theirs."""
    try:
        return separator.join([f"ST0001{_ENCODINGS[encoding]}", *_pairs(fields)]).encode(encoding)
    except UnicodeEncodeError:
        return None


def _tail(fields: dict[str, str], separator: str, encoding: str) -> bytes:
    """A letter that windows-1251 lacks can only stand in the purpose here; a "?" there harms nobody."""
    return "".join(separator + pair for pair in _pairs(fields)).encode(encoding, errors="replace")


def _pairs(fields: dict[str, str]) -> list[str]:
    return [f"{key}={value}" for key, value in fields.items()]


def _cut_to_fit(fields: dict[str, str], separator: str) -> str:
    """The payee's name as far as UTF-8 leaves room for it: the bank pays by account and INN, not by the name."""
    rest = _encoded(fields | {"Name": ""}, separator, "utf-8") or b""
    return fields["Name"].encode()[: MANDATORY_LIMIT + _HEAD - len(rest)].decode(errors="ignore").rstrip()

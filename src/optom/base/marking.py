"""Codes of marked goods, as scanners read them: of one thing, of a package, of a pallet; and numbers of goods (GTIN).

A code of one thing is AI 01 with its GTIN, AI 21 with its serial number and a cryptographic tail, which stands on the
thing and in no paper. Between them stands a separator that many scanners don't send: then the length of the serial
number tells where it ends, which each commodity group has its own of. The lengths are those that are usual; they are
not read from the operator's own papers.
"""

import re
from dataclasses import dataclass
from typing import Literal

from .identifiers import gtin_check_digit, problem_with_gtin
from .refusal import Refusal

Kind = Literal["unit", "pack", "transport"]
UNIT: Kind = "unit"
PACK: Kind = "pack"
TRANSPORT: Kind = "transport"
# How long serial numbers are by commodity group; in all others 13.
_SERIALS = {"milk": 6, "tobacco": 7, "beer": 7, "cameras": 20}
_USUAL_SERIAL = 13
GROUPS = (
    "autofluids", "beer", "bicycles", "building", "cables", "cameras", "cosmetics", "groceries", "light", "milk",
    "other", "perfumery", "shoes", "softdrinks", "tires", "tobacco", "tools", "water",
)  # fmt: skip
_SEPARATOR = "\x1d"
_SYMBOLOGY = re.compile(r"^\](?:d2|C1|Q3|e0)")  # what a scanner may say first: what kind of picture it was
_SIGNS = r"[0-9A-Za-z!\"%&'()*+,\-./_:;=<>?]"
_UNIT = re.compile(rf"01(\d{{14}})21({_SIGNS}{{1,20}})")
_TAIL = re.compile(r"(?:91|92|93|240|8005)")
_TRANSPORT = re.compile(r"(?:00)?(\d{18})")
_BRACKETED = re.compile(r"\((00|01|21|91|92|93|240|8005)\)")


@dataclass(frozen=True, slots=True)
class MarkCode:
    """A code as papers tell it, without its tail; of a thing or a package the GTIN that stands in it."""

    code: str
    kind: Kind
    gtin: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a paper says of marked goods: their number and the codes; of transport packages how many are in each."""

    gtin: str
    units: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    transports: tuple[tuple[str, int], ...] = ()


def gtin_of(said: str) -> str:
    """A number of goods with all its 14 digits; empty where it is none: its last digit checks the others."""
    text = "".join(said.split())
    return "" if problem_with_gtin(text) else text.zfill(14)


def read_code(scanned: str, *, gtin: str, group: str, packs: frozenset[str] = frozenset()) -> MarkCode:
    """What was scanned for goods of a GTIN and a commodity group, whose packages have the GTINs ``packs``.

    Refuses `marking.code_wrong` (its form), `marking.other_goods` (whose GTIN stands in it).
    """
    text = _bare(scanned)
    if found := _TRANSPORT.fullmatch(text):
        if gtin_check_digit(found[1][:-1]) != found[1][-1]:
            raise Refusal("marking.code_wrong", code=scanned[:60])
        return MarkCode(found[1], TRANSPORT)
    named, serial = _named(text, group)
    if not named or gtin_of(named) != named:
        raise Refusal("marking.code_wrong", code=scanned[:60])
    if named not in {gtin, *packs}:
        raise Refusal("marking.other_goods", code=scanned[:60], gtin=named, own=gtin)
    return MarkCode(f"01{named}21{serial}", UNIT if named == gtin else PACK, named)


def _bare(scanned: str) -> str:
    """Without what scanners and people put around it."""
    text = _SYMBOLOGY.sub("", scanned.strip(" \t\r\n")).lstrip(_SEPARATOR)
    return _BRACKETED.sub(r"\1", text) if text.startswith("(") else text


def _named(text: str, group: str) -> tuple[str, str]:
    """The GTIN and the serial number in a code; nothing where it is none."""
    head, separator, _tail = text.partition(_SEPARATOR)
    length = 18 + _SERIALS.get(group, _USUAL_SERIAL)
    if not separator and len(head) > length and _TAIL.match(head, length):
        head = head[:length]
    found = _UNIT.fullmatch(head)
    return (found[1], found[2]) if found else ("", "")

"""In which code page a text is written: told by its marks, by what is valid, else by how often which letter comes."""

import re
from codecs import getincrementaldecoder
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_PIECE, _START = 1 << 20, 4096
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))  # a text has next to none
_MARKS: Final = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\0\0": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
_BYTE_PAGES: Final = ("cp1251", "cp866", "koi8-r", "mac-cyrillic", "cp1252", "cp850", "cp1250")
# How often of a thousand letters of Russian texts each comes; the rest of the alphabets is rare but possible.
_OFTEN: Final = {
    sign: worth
    for signs, worth in (
        ("о", 110), ("еаи", 80), ("нт", 65), ("срвл", 48), ("кмдпу", 31), ("яыьгзбч", 18), ("йхжшюцщэ", 8), ("фъё", 3)
    )
    for sign in signs
}  # fmt: skip
_RARE, _WESTERN, _SIGN, _ODD = 2, 40, 5, -120
_SIGNS: Final = frozenset("№«»—–°±×²³µ©®™€§…„“”’•·½¼¾ø\xa0Ø")
_LATIN: Final = frozenset("äöüßéèêëàâáåæçíìîïñóòôõúùûýÄÖÜÉÈÀÁÅÆÇÍÑÓÚłńśźżąęćŁŚŻŹčšžřěůďťňČŠŽŘőűŐŰ")
_RUN = re.compile(r"[^\x00-\x7f]+")
_TURNED, _MIXED = re.compile(r"[а-яё][А-ЯЁ]"), re.compile(r"[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]")
_PENALTY = 100


def encoding_of(path: Path, pages: Sequence[str] = _BYTE_PAGES) -> str | None:
    """The name by which Python knows the code page; None where it is no text, for it has NULs where no text has."""
    with path.open("rb") as file:
        head = file.read(_PIECE)
    marked = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    if marked and (marked != "utf-8-sig" or _is_utf8(path)):
        return marked
    start = head[:_START]
    if b"\0" in start or b"\x04" in start:
        return _of_pairs(start)
    if len(start.translate(None, _CONTROLS)) * 20 < len(start) * 19:
        return None
    return "utf-8" if _is_utf8(path) else guessed(_telling(path), pages)


def _of_pairs(start: bytes) -> str | None:
    """UTF-16 without a mark: latin and Russian letters have on one and the same side next to nothing but 0 and 4."""
    high = {name: _high(start[side::2]) for name, side in (("utf-16-le", 1), ("utf-16-be", 0))}
    name = max(high, key=lambda one: high[one])
    text = start[: len(start) // 2 * 2].decode(name, errors="replace")
    is_text = not any(sign < " " and sign not in "\t\r\n" for sign in text)
    return name if is_text and high[name] * 20 > len(start) // 2 * 19 else None


def _high(half: bytes) -> int:
    return half.count(0) + half.count(4)


def _is_utf8(path: Path) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _telling(path: Path) -> bytes:
    """The first pieces with enough letters beyond ASCII to tell one page from another."""
    found = b""
    with path.open("rb") as file:
        while len(found) < _PIECE // 8 and (piece := file.read(_PIECE)):
            found += b"\n".join(line for line in piece.split(b"\n") if not line.isascii())
    return found[: _PIECE // 4]


def guessed(content: bytes, pages: Sequence[str] = _BYTE_PAGES) -> str:
    """The page of one byte a sign in which the text looks most like what people write."""
    return max(pages, key=lambda page: _likeness(content, page))


def _likeness(content: bytes, page: str) -> int:
    text = content.decode(page, errors="replace")
    signs = "".join(_RUN.findall(text))
    worth = {sign: _worth(sign) for sign in set(signs)}
    penalties = len(_TURNED.findall(text)) + len(_MIXED.findall(text))
    return sum(worth[sign] * signs.count(sign) for sign in worth) - penalties * _PENALTY


def _worth(sign: str) -> int:
    if sign.lower() in _OFTEN:
        return _OFTEN[sign.lower()] - (1 if sign.isupper() else 0)
    if sign in _SIGNS:
        return _SIGN
    if sign in _LATIN:
        return _WESTERN
    return _RARE if sign in "іїєґўІЇЄҐЎ" else _ODD

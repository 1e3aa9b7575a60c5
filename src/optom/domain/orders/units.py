"""How much people write: numbers with a unit beside them, and packs, which hold as much as the product says. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

PACKS = (
    r"уп(?:ак(?:овк[аиу]|овок)?)?|пач(?:к[аиу]|ек)|кор(?:об(?:к[аиу]|ок|а|ов)?)?|ящ(?:ик(?:[аи]|ов)?)?|палл?ет[аы]?|"
    r"pack(?:age)?s?|pkgs?|box(?:es)?|cases?|pallets?"
)
_UNITS = (
    r"шт(?:ук[аи]?)?|компл(?:ект)?|к-т|кг|гр?|т|л|м|мп|пог\.?\s?м|пара?|рул(?:он)?|бух(?:та)?|ед|"
    rf"pcs?|pieces?|ea|sets?|kg|m|l|pairs?|units?|{PACKS}"
)
_UNIT = re.compile(rf"(?:{_UNITS})\.?", re.IGNORECASE)
_QUANTITY = re.compile(rf"[+]?\s*(?P<number>\d[\d\s'’]*(?:[.,]\d+)?)\s*(?P<unit>{_UNITS})?\.?", re.IGNORECASE)
_PACK = re.compile(rf"(?:{PACKS})(?=[\W\d]|$)", re.IGNORECASE)
_SPACES = re.compile(r"[\s'’]")
_GREATEST = Decimal(10) ** 11
_STEP = Decimal("0.001")
LONGEST_QUANTITY = 60
_PLAIN = "pack"
_KINDS = {
    "уп": _PLAIN, "pac": _PLAIN, "pkg": _PLAIN, "пач": "bundle", "кор": "box", "box": "box", "ящ": "case",
    "cas": "case", "пал": "pallet", "pal": "pallet",
}  # fmt: skip


def quantity_of(text: str) -> Decimal | None:
    """So many, in whatever unit is written beside it: "10", "1 240,5", "10 шт."; None where it isn't one."""
    return _said(text)[0]


def is_unit(text: str) -> bool:
    """Whether a cell holds nothing but a unit."""
    return _UNIT.fullmatch(text) is not None


def packs_said(how_many: str, unit: str = "") -> str:
    """So many packs with their word, "3 уп", where ``how_many`` or the unit of its row speaks of packs; else ""."""
    number, beside = _said(how_many)
    said = how_many if beside else f"{how_many} {unit}"
    return said if number and _kind(beside or unit) else ""


def in_units(said: str, *, unit: str, packs: Iterable[tuple[str, Decimal]], multiple: Decimal) -> Decimal | None:
    """How much of a product's unit so many packs are: "3 уп" of a pack of 10 is 30; None where nobody knows.

    What is sold by the pack is counted in packs. Of packs without a name of their own the ``multiple`` tells the size.
    """
    number, word = _said(said)
    kind = _kind(word)
    if number is None or not kind:
        return None
    sizes = {Decimal(1)} if _kind(unit) == kind else {size for name, size in packs if _kind(name) == kind}
    if not sizes and kind == _PLAIN and multiple > 1:
        sizes = {multiple}
    found = number * sizes.pop() if len(sizes) == 1 else None
    return found.quantize(_STEP) if found and found < _GREATEST else None


def _said(text: str) -> tuple[Decimal | None, str]:
    """A number and the word beside it."""
    match = _QUANTITY.fullmatch(text.strip()) if len(text) <= LONGEST_QUANTITY else None
    if match is None:
        return None, ""
    try:
        found = Decimal(_SPACES.sub("", match["number"]).replace(",", "."))
    except InvalidOperation:  # digits of other scripts
        return None, ""
    return (found.quantize(_STEP) if found < _GREATEST else None), match["unit"] or ""


def _kind(word: str) -> str:
    """Which packs a word means; "" where it means none."""
    match = _PACK.match(word.strip())
    return next((kind for stem, kind in _KINDS.items() if match[0].lower().startswith(stem)), "") if match else ""

"""Quantities in Russian words, with their unit: "одна штука", "две целых пять десятых метра"; for signed papers."""

from dataclasses import dataclass
from decimal import Decimal

from optom.base.amount_in_words import LIMIT, Forms, form_for, number_in_russian


@dataclass(frozen=True, slots=True)
class _Noun:
    """With one, with two, with five; and with a fraction, which is as with two where nothing is said."""

    forms: Forms
    is_feminine: bool = False
    of_part: str = ""


_NOUNS = {  # by their code in the classifier of units (ОКЕИ)
    "006": _Noun(("метр", "метра", "метров")),
    "018": _Noun(("погонный метр", "погонных метра", "погонных метров"), of_part="погонного метра"),
    "055": _Noun(("квадратный метр", "квадратных метра", "квадратных метров"), of_part="квадратного метра"),
    "112": _Noun(("литр", "литра", "литров")),
    "113": _Noun(("кубический метр", "кубических метра", "кубических метров"), of_part="кубического метра"),
    "163": _Noun(("грамм", "грамма", "граммов")),
    "166": _Noun(("килограмм", "килограмма", "килограммов")),
    "168": _Noun(("тонна", "тонны", "тонн"), is_feminine=True),
    "625": _Noun(("лист", "листа", "листов")),
    "642": _Noun(("единица", "единицы", "единиц"), is_feminine=True),
    "704": _Noun(("набор", "набора", "наборов")),
    "715": _Noun(("пара", "пары", "пар"), is_feminine=True),
    "728": _Noun(("пачка", "пачки", "пачек"), is_feminine=True),
    "736": _Noun(("рулон", "рулона", "рулонов")),
    "778": _Noun(("упаковка", "упаковки", "упаковок"), is_feminine=True),
    "796": _Noun(("штука", "штуки", "штук"), is_feminine=True),
    "812": _Noun(("ящик", "ящика", "ящиков")),
    "839": _Noun(("комплект", "комплекта", "комплектов")),
}
_PARTS = ("десят", "сот", "тысячн", "десятитысячн", "стотысячн", "миллионн")


def quantity_in_words(quantity: Decimal, okei: str = "") -> str:
    """The quantity with its unit; of a unit that has no words here the number alone, in the masculine.

    ValueError below zero, from ``LIMIT`` on, or finer than a millionth: no quantity is such.
    """
    whole, _, part = f"{quantity:f}".partition(".")
    part = part.rstrip("0")
    if not 0 <= quantity < LIMIT or len(part) > len(_PARTS):
        raise ValueError(f"no words for the quantity {quantity}")
    noun = _NOUNS.get(okei.zfill(3)) if okei else None
    return _fraction(int(whole), part, noun) if part else _count(int(whole), noun)


def _count(whole: int, noun: _Noun | None) -> str:
    if noun is None:
        return number_in_russian(whole)
    return f"{number_in_russian(whole, feminine=noun.is_feminine)} {form_for(whole, noun.forms)}"


def _fraction(whole: int, part: str, noun: _Noun | None) -> str:
    """Wholes and parts are feminine, whatever the unit is: they are "целые" and "десятые" shares."""
    of_what = (noun.of_part or noun.forms[1]) if noun else ""
    said = (_shares(whole, "цел"), _shares(int(part), _PARTS[len(part) - 1]), of_what)
    return " ".join(filter(None, said))


def _shares(count: int, stem: str) -> str:
    return f"{number_in_russian(count, feminine=True)} {form_for(count, (f'{stem}ая', f'{stem}ых', f'{stem}ых'))}"

"""Sums in words, as papers print them: the units in words, the hundredths in digits.

"Одна тысяча двести двадцать рублей 55 копеек"; "One thousand two hundred twenty rubles 55 kopecks".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from optom.base.money import kopecks

LIMIT = Decimal(10) ** 15  # sums below it have names for all their thousands

Forms: TypeAlias = tuple[str, str, str]  # with one, with two, with five: рубль, рубля, рублей


@dataclass(frozen=True, slots=True)
class _Currency:
    whole_ru: Forms
    part_ru: Forms
    whole_en: tuple[str, str]
    part_en: tuple[str, str]


_CENT_RU = ("цент", "цента", "центов")
_CENT_EN = ("cent", "cents")
_KOPECK_RU = ("копейка", "копейки", "копеек")
_KOPECK_EN = ("kopeck", "kopecks")
_CURRENCIES = {
    "RUB": _Currency(("рубль", "рубля", "рублей"), _KOPECK_RU, ("ruble", "rubles"), _KOPECK_EN),
    "BYN": _Currency(
        ("белорусский рубль", "белорусских рубля", "белорусских рублей"),
        _KOPECK_RU,
        ("Belarusian ruble", "Belarusian rubles"),
        _KOPECK_EN,
    ),
    "USD": _Currency(("доллар США", "доллара США", "долларов США"), _CENT_RU, ("US dollar", "US dollars"), _CENT_EN),
    "EUR": _Currency(("евро", "евро", "евро"), _CENT_RU, ("euro", "euros"), _CENT_EN),
    "CNY": _Currency(("юань", "юаня", "юаней"), ("фэнь", "фэня", "фэней"), ("yuan", "yuan"), ("fen", "fen")),
    "KZT": _Currency(("тенге", "тенге", "тенге"), ("тиын", "тиына", "тиынов"), ("tenge", "tenge"), ("tiyn", "tiyn")),
}  # every whole unit here is masculine or takes masculine numerals, so only thousands are feminine

# ruff: noqa: SIM905 -- the numerals are read as rows
_UNITS_RU = [
    *"ноль один два три четыре пять шесть семь восемь девять".split(),
    *"десять одиннадцать двенадцать тринадцать четырнадцать".split(),
    *"пятнадцать шестнадцать семнадцать восемнадцать девятнадцать".split(),
]
_FEMININE_RU = {1: "одна", 2: "две"}
_TENS_RU = "- - двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split()
_HUNDREDS_RU = "- сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот".split()
_SCALES_RU: tuple[Forms, ...] = (
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
)
_UNITS_EN = [
    *"zero one two three four five six seven eight nine".split(),
    *"ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
]
_TENS_EN = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES_EN = "thousand million billion trillion".split()


def amount_in_words(amount: Decimal, *, currency: str = "RUB", language: str = "ru") -> str:
    """The sum, capitalised. ValueError below zero, from ``LIMIT`` on, or finer than a hundredth: no paper has such."""
    if not 0 <= amount < LIMIT or amount != kopecks(amount):
        raise ValueError(f"no words for the sum {amount}")
    whole, part = divmod(int(amount * 100), 100)
    said = _said_in_russian(whole, part, currency) if language == "ru" else _said_in_english(whole, part, currency)
    return said[0].upper() + said[1:]


def currencies() -> tuple[str, ...]:
    """Codes of the currencies that have words here."""
    return tuple(_CURRENCIES)


def form_for(count: int, forms: Forms) -> str:
    """The Russian noun that goes with ``count``: 1 рубль, 2 рубля, 5 рублей, 11 рублей, 21 рубль."""
    if count % 100 in range(11, 15):
        return forms[2]
    return {1: forms[0], 2: forms[1], 3: forms[1], 4: forms[1]}.get(count % 10, forms[2])


def number_in_russian(number: int, *, feminine: bool = False) -> str:
    """A cardinal, masculine unless said: 1002 -> "одна тысяча два", "одна тысяча две"."""
    return " ".join(_russian_words(number, feminine=feminine)) if number else _UNITS_RU[0]


def number_in_english(number: int) -> str:
    """A cardinal: 1021 -> "one thousand twenty-one"."""
    return " ".join(_english_words(number)) if number else _UNITS_EN[0]


def _said_in_russian(whole: int, part: int, currency: str) -> str:
    names = _CURRENCIES[currency]
    rest = f"{part:02d} {form_for(part, names.part_ru)}"
    return f"{number_in_russian(whole)} {form_for(whole, names.whole_ru)} {rest}"


def _said_in_english(whole: int, part: int, currency: str) -> str:
    names = _CURRENCIES[currency]
    rest = f"{part:02d} {names.part_en[part != 1]}"
    return f"{number_in_english(whole)} {names.whole_en[whole != 1]} {rest}"


def _russian_words(number: int, *, feminine: bool) -> Iterator[str]:
    for power, thousand in _thousands(number):
        yield from _russian_hundreds(thousand, feminine=power == 1 or (feminine and not power))
        if power:
            yield form_for(thousand, _SCALES_RU[power - 1])


def _russian_hundreds(number: int, *, feminine: bool) -> Iterator[str]:
    hundreds, rest = divmod(number, 100)
    tens, units = _tens_and_units(rest)
    if hundreds:
        yield _HUNDREDS_RU[hundreds]
    if tens:
        yield _TENS_RU[tens]
    if units:
        yield _FEMININE_RU.get(units, _UNITS_RU[units]) if feminine else _UNITS_RU[units]


def _english_words(number: int) -> Iterator[str]:
    for power, thousand in _thousands(number):
        yield from _english_hundreds(thousand)
        if power:
            yield _SCALES_EN[power - 1]


def _english_hundreds(number: int) -> Iterator[str]:
    hundreds, rest = divmod(number, 100)
    if hundreds:
        yield f"{_UNITS_EN[hundreds]} hundred"
    tens, units = _tens_and_units(rest)
    if tens or units:
        yield "-".join([_TENS_EN[tens]] * bool(tens) + [_UNITS_EN[units]] * bool(units))


def _tens_and_units(number: int) -> tuple[int, int]:
    """Numbers below twenty have names of their own, so they are all units."""
    return (0, number) if number < len(_UNITS_EN) else divmod(number, 10)


def _thousands(number: int) -> Iterator[tuple[int, int]]:
    """The groups of three digits from the left that are not zero, each with its power of a thousand."""
    for power in range(len(_SCALES_RU), -1, -1):
        if thousand := number // 1000**power % 1000:
            yield power, thousand

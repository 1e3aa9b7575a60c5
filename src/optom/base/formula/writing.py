"""A checked formula as text, as people of one language write it.

English with points and commas, Russian with commas and semicolons. What was written is read as the same formula again.
"""

import re
from decimal import Decimal

from .kinds import Value
from .nodes import Call, Constant, Named, Node
from .reading import LIST

_BINDS = {"=": 1, "<>": 1, "<": 1, "<=": 1, ">": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4}
_SIGN, _PERCENT, _WHOLE = 5, 6, 7
_POINTS = "ru with points"
_PLAIN_NAME = re.compile(r"[^\W\d]\w*")


def written(node: Node, language: str) -> str:
    """The formula without a leading ``=``; ``language``: ``ru`` or ``en``.

    A fraction has a comma in Russian, but for a formula whose calls have one argument each: no semicolon tells there
    that the comma is a fraction.
    """
    text = _text(node, language)[0]
    return _text(node, _POINTS)[0] if language == "ru" and "(" in text and ";" not in text else text


def _text(node: Node, language: str) -> tuple[str, int]:
    """The text and how strongly it holds together."""
    match node:
        case Constant(value=value):
            return _constant(value, language), _SIGN if isinstance(value, Decimal) and value < 0 else _WHOLE
        case Named(field=field):
            return _name(field.called(language[:2])), _WHOLE
        case Call(function=function) if function.name in _BINDS:
            return _binary(node, language)
        case Call(function=function) if function.name == "negative":
            return f"-{_inside(node.parts[0], _SIGN, language)}", _SIGN
        case Call(function=function) if function.name == "percent":
            return f"{_inside(node.parts[0], _PERCENT, language)}%", _PERCENT
        case Call(function=function):
            parts = _between(language).join(_text(part, language)[0] for part in node.parts)
            return f"{function.called(language[:2])}({parts})", _WHOLE


def _binary(call: Call, language: str) -> tuple[str, int]:
    """Comparisons don't chain: both their sides stand in brackets when they compare themselves."""
    strength = _BINDS[call.function.name]
    left = _inside(call.parts[0], strength + (strength == 1), language)
    right = _inside(call.parts[1], strength + 1, language)
    return f"{left} {call.function.name} {right}", strength


def _inside(node: Node, least: int, language: str) -> str:
    text, strength = _text(node, language)
    return text if strength >= least else f"({text})"


def _name(name: str) -> str:
    return name if _PLAIN_NAME.fullmatch(name) else f"[{name}]"


def _between(language: str) -> str:
    return ", " if language == "en" else "; "


def _constant(value: Value, language: str) -> str:
    match value:
        case bool():
            return {True: ("TRUE", "ИСТИНА"), False: ("FALSE", "ЛОЖЬ")}[value][language != "en"]
        case Decimal():
            return f"{value:f}".replace(".", "," if language == "ru" else ".")
        case frozenset():
            return LIST[0] + _between(language).join(_constant(one, language) for one in sorted(value)) + LIST[1]
        case _:
            return '"' + str(value).replace('"', '""') + '"'

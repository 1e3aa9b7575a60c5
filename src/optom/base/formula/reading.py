"""From text to the tree as it was written. Names, kinds and counts are not judged here.

Both ways of writing numbers are read: ``IF(a, 1.5, 2)`` and ``ЕСЛИ(a; 1,5; 2)``. Which one a formula uses is told by
its semicolons, else by its decimal points. Where neither stands, a comma between digits is a fraction outside calls and
refused inside, whatever other commas there are: ``MAX(cost, 1,5)`` may be of two values or three, and a price must not
be guessed.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken
from lark.exceptions import VisitError

from optom.base.refusal import Refusal

from .kinds import DECIMALS
from .nodes import Raw, RawCall, RawName, RawValue, Span

MOST_CHARACTERS = 4000
MOST_DEPTH = 60
MOST_DIGITS = 15
LIST = "{}"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_WORDS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*"|«[^«»]*»|[“”„][^“”„]*[“”])|(?P<bracketed>\[[^\[\]]*\])|(?P<name>[^\W\d]\w*)(?P<call>\s*\()?"""
    r"""|(?P<point>\d+\.\d+)|(?P<either>\d+,\d+)|(?P<number>\d+)|(?P<semicolon>;)|(?P<comma>,)"""
    r"""|(?P<open>[({])|(?P<close>[)}])"""
)
_EXPECTED = {
    "NUMBER": "value",
    "TEXT": "value",
    "NAME": "value",
    "OPEN": "value",
    "TIMES": "operator",
    "BETWEEN": "separator",
    "CLOSE": "close",
    "SET_CLOSE": "set_close",
    "$END": "end",
}
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "<>", "−": "-", "–": "-", "×": "*", "÷": "/"}


def read(text: str) -> Raw:
    """The tree of ``text``, a leading ``=`` or not.

    Refuses what is empty, too long or too deep, a comma that could be a fraction or a separator, and what can't stand
    where it stands, with its place, what was met and what was expected.
    """
    if not text.strip().removeprefix("=").strip():
        raise Refusal("formula.empty")
    if len(text) > MOST_CHARACTERS:
        raise Refusal("formula.too_long", length=len(text), most=MOST_CHARACTERS)
    unprintable = _UNPRINTABLE.search(text)
    if unprintable:
        raise Refusal("formula.unprintable", place=unprintable.start() + 1)
    parser = _parser(comma_is_separator=_comma_is_separator(text))
    try:
        tree: Any = parser.parse(text)  # the transformer makes it one of ours
    except VisitError as wrapped:
        raise wrapped.orig_exc from None
    except UnexpectedToken as met:
        raise _unexpected(text, met.token, met.accepts or met.expected) from None
    except UnexpectedCharacters as met:
        raise _unreadable(text, met) from None
    return cast("Raw", tree)


def _comma_is_separator(text: str) -> bool:
    """How the formula writes numbers, by the surest sign in it. Refuses where there is none."""
    words = list(_WORDS.finditer(text))
    kinds = {word.lastgroup for word in words}
    if "semicolon" in kinds:
        return False
    if "point" in kinds:
        return True
    unclear = next(_inside_calls(words), None)
    if unclear:
        raise Refusal("formula.comma_unclear", place=unclear.start("either") + 1, met=unclear["either"])
    return "comma" in kinds


def _inside_calls(words: Sequence[re.Match[str]]) -> Any:
    calls: list[bool] = []
    for word in words:
        if word["call"] or word["open"]:
            calls.append(bool(word["call"]) or word["open"] == "{")
        elif word["close"] and calls:
            calls.pop()
        elif word["either"] and any(calls):
            yield word


@cache
def _parser(*, comma_is_separator: bool) -> Lark:
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    number, between = (r"\d+(?:\.\d+)?", ",") if comma_is_separator else (r"\d+(?:[.,]\d+)?", ";")
    grammar += f'\nNUMBER: /{number}/\nBETWEEN: "{between}"\n'
    return Lark(grammar, parser="lalr", transformer=_Tree())


class _Tree(Transformer[Token, Raw]):
    """Builds the tree while the text is read, from below: no recursion, whatever somebody sends."""

    def number(self, parts: list[Token]) -> Raw:
        return RawValue(_number(parts[0]), _place(parts[0]))

    def text(self, parts: list[Token]) -> Raw:
        inner = str(parts[0])[1:-1]
        return RawValue(inner.replace('""', '"') if parts[0][0] == '"' else inner, _place(parts[0]))

    def name(self, parts: list[Token]) -> Raw:
        return RawName(str(parts[0]), _place(parts[0]))

    def bracketed(self, parts: list[Token]) -> Raw:
        return RawName(str(parts[0])[1:-1].strip(), _place(parts[0]))

    def inside(self, parts: list[Any]) -> Raw:
        return _bounded(parts[1])

    def call(self, parts: list[Any]) -> Raw:
        return _call(str(parts[0]), parts[0], _arguments(parts[1:]), (parts[0].start_pos, parts[-1].end_pos))

    def set(self, parts: list[Any]) -> Raw:
        return _call(LIST, parts[0], _arguments(parts), (parts[0].start_pos, parts[-1].end_pos))

    def binary(self, parts: list[Any]) -> Raw:
        left, sign, right = parts
        return _call(_SIGNS.get(sign, str(sign)), sign, (left, right), (left.span[0], right.span[1]))

    def unary(self, parts: list[Any]) -> Raw:
        sign, part = parts
        if sign == "+":
            return _bounded(part)
        return _call("negative", sign, (part,), (sign.start_pos, part.span[1]))

    def hundredth(self, parts: list[Any]) -> Raw:
        part, sign = parts
        return _call("percent", sign, (part,), (part.span[0], sign.end_pos))


def _arguments(parts: Sequence[Any]) -> tuple[Raw, ...]:
    return tuple(part for part in parts if part is not None and not isinstance(part, Token))


def _call(name: str, sign: Token, parts: tuple[Raw, ...], span: Span) -> Raw:
    depth = 1 + max((part.depth for part in parts), default=0)
    return _bounded(RawCall(name, parts, span, _place(sign), depth))


def _bounded(part: Raw) -> Raw:
    if part.depth > MOST_DEPTH:
        raise Refusal("formula.too_deep", place=part.span[0] + 1, most=MOST_DEPTH)
    return part


def _number(token: Token) -> Decimal:
    whole, _, fraction = token.replace(",", ".").partition(".")
    if len(whole.lstrip("0")) > MOST_DIGITS or len(fraction) > DECIMALS:
        raise Refusal("formula.number_too_long", place=_place(token)[0] + 1, met=str(token))
    return Decimal(f"{whole}.{fraction}" if fraction else whole)


def _place(token: Token) -> Span:
    start, end = token.start_pos, token.end_pos
    return (start or 0, end or 0)


def _unexpected(text: str, token: Token, expected: Any) -> Refusal:
    at_end = token.type == "$END"
    start = len(text.rstrip()) if at_end else _place(token)[0]
    return Refusal(
        "formula.ends_early" if at_end else "formula.unexpected",
        place=start + 1,
        met="" if at_end else str(token),
        awaited=_kinds_of(expected),
    )


def _unreadable(text: str, met: UnexpectedCharacters) -> Refusal:
    place = cast("int", met.pos_in_stream)
    character = text[place]
    if character in '"«“”„':
        return Refusal("formula.text_unclosed", place=place + 1, met=character)
    if character == "[":
        return Refusal("formula.bracket_unclosed", place=place + 1, met=character)
    return Refusal("formula.unexpected", place=place + 1, met=character, awaited=_kinds_of(met.allowed or ()))


def _kinds_of(terminals: Any) -> tuple[str, ...]:
    """What was expected, by kinds that people know, the most telling first."""
    kinds = {_EXPECTED[one] for one in terminals if one in _EXPECTED}
    if "operator" in kinds:  # after a name a bracket may open, but whoever wrote no bracket meant no call
        kinds -= {"value"}
    return tuple(kind for kind in dict.fromkeys(_EXPECTED.values()) if kind in kinds)

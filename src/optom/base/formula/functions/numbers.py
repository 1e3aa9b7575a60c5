"""Arithmetic and rounding. Numbers keep 12 decimals, half away from zero; with a blank they give a blank.

A quotient is worked out to 40 decimals first, in SQL and in Python alike, so that both round the same digits. Where
Excel would show an error (division by zero, a step of zero) there is a blank.
"""

import re
from collections.abc import Callable
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Any

from optom.base.formula.kinds import DECIMALS, NUMERIC, ORDERED, Kind
from optom.base.formula.nodes import Form, Function
from optom.base.formula.sql import bound, literal

from .dates import APART, EARLIER, LATER

MONEY, NUMBER = Kind.MONEY, Kind.NUMBER
_QUOTIENT = 40
_EXACT = Context(prec=20_000, Emax=MAX_EMAX, Emin=MIN_EMIN)  # longer than any number that a bounded formula can make
_EXACT_TO_12 = Context(prec=DECIMALS)
_WRITTEN = re.compile(r"(abs\()?\((-?[\d.]+)\)::numeric\)?")
_Number = Decimal | None


def _known(work: Callable[..., Any]) -> Callable[..., Any]:
    """A blank among the arguments makes a blank."""
    return lambda *given: None if None in given else work(*given)


def _rounded(value: Decimal, decimals: int, way: str = ROUND_HALF_UP) -> Decimal:
    return _EXACT.scaleb(_EXACT.scaleb(value, decimals).to_integral_value(way), -decimals)


def _kept(value: Decimal) -> Decimal:
    return _rounded(value, DECIMALS)


def _quotient(above: Decimal, below: Decimal) -> Decimal | None:
    """``above / below`` to 40 decimals, half away from zero; None: below is zero."""
    if not below:
        return None
    top, bottom = int(_EXACT.scaleb(above, DECIMALS)), int(_EXACT.scaleb(below, DECIMALS))
    whole = (2 * abs(top) * 10**_QUOTIENT + abs(bottom)) // (2 * abs(bottom))
    return _EXACT.scaleb(Decimal(whole if (top < 0) == (bottom < 0) else -whole), -_QUOTIENT)


def ratio(above: Decimal, below: Decimal) -> _Number:
    """``above / below`` as `/` gives it; None: below is zero."""
    quotient = _quotient(above, below)
    return None if quotient is None else _kept(quotient)


def _quotient_sql(above: str, below: str) -> str:
    """A written divisor whose inverse has few decimals is multiplied by: as exact, at a tenth of the cost."""
    inverse = _inverse(below)
    if inverse is not None:
        return f"({above} * {literal(inverse)})"
    return f"(round({above}, {_QUOTIENT}) / nullif({below}, 0))"


def ratio_sql(above: str, below: str) -> str:
    """The SQL of `ratio`."""
    return f"round({_quotient_sql(above, below)}, {DECIMALS})"


def _inverse(below: str) -> Decimal | None:
    written = _WRITTEN.fullmatch(below)
    value = Decimal(written[2]) if written else Decimal(0)
    if written and written[1]:
        value = abs(value)
    inverse = _EXACT_TO_12.divide(1, value) if value else None
    return inverse if inverse is not None and _EXACT.multiply(inverse, value) == 1 else None


def _stepped(way: str) -> Callable[..., Any]:
    def work(value: Decimal, step: Decimal) -> _Number:
        quotient = _quotient(value, abs(step))
        return None if quotient is None else _kept(_EXACT.multiply(quotient.to_integral_value(way), abs(step)))

    return _known(work)


def _stepped_sql(way: str) -> Callable[..., str]:
    def text(value: str, step: str) -> str:
        return bound(step, lambda one: f"round({way}({_quotient_sql(value, f'abs({one})')}) * abs({one}), {DECIMALS})")

    return text


def _to_digits(way: str) -> Callable[..., Any]:
    return _known(lambda value, digits: _rounded(value, int(digits), way))


def _up_sql(value: str, digits: str) -> str:
    """Away from zero: what was cut off counts as a whole unit of the last digit kept."""
    return bound(
        value,
        lambda number: (
            f"(trunc({number}, ({digits})::int) + case when {number} <> trunc({number}, ({digits})::int)"
            f" then sign({number}) * ('1e' || (-({digits})::int))::numeric else 0 end)"
        ),
    )


def _least(*given: Any) -> Any:
    return min((one for one in given if one is not None), default=None)


def _most(*given: Any) -> Any:
    return max((one for one in given if one is not None), default=None)


def _listed(name: str) -> Callable[..., str]:
    return lambda *parts: f"{name}({', '.join(parts)})"


def _alike(takes: tuple[Kind | None, ...], sql: Callable[..., str], python: Callable[..., Any]) -> tuple[Form, ...]:
    """The same for numbers and for sums; None in ``takes`` is the kind that it gives."""
    return tuple(Form(tuple(one or kind for one in takes), kind, sql, python) for kind in NUMERIC)


def _infix(sign: str) -> Callable[..., str]:
    return lambda left, right: f"({left} {sign} {right})"


_PRODUCT = (
    lambda left, right: f"round({left} * {right}, {DECIMALS})",
    _known(lambda a, b: _kept(_EXACT.multiply(a, b))),
)
_RATIO = (ratio_sql, _known(ratio))

_OPERATORS = (
    Function("+", "+", (*_alike((None, None), _infix("+"), _known(_EXACT.add)), LATER), operator=True),
    Function(
        "-",
        "-",
        (*_alike((None, None), _infix("-"), _known(_EXACT.subtract)), EARLIER, APART),
        operator=True,
    ),
    Function(
        "*",
        "*",
        (
            Form((NUMBER, NUMBER), NUMBER, *_PRODUCT),
            Form((MONEY, NUMBER), MONEY, *_PRODUCT),
            Form((NUMBER, MONEY), MONEY, *_PRODUCT),
        ),
        operator=True,
    ),
    Function(
        "/",
        "/",
        (
            Form((NUMBER, NUMBER), NUMBER, *_RATIO),
            Form((MONEY, NUMBER), MONEY, *_RATIO),
            Form((MONEY, MONEY), NUMBER, *_RATIO),
        ),
        operator=True,
    ),
    Function("negative", "-", _alike((None,), lambda part: f"(- {part})", _known(_EXACT.minus)), operator=True),
    Function(
        "percent",
        "%",
        (Form((NUMBER,), NUMBER, lambda part: f"round({part} * 0.01, {DECIMALS})", _known(lambda a: _kept(a / 100))),),
        operator=True,
    ),
)

NUMBERS = (
    *_OPERATORS,
    Function("ABS", "ABS", _alike((None,), _listed("abs"), _known(_EXACT.abs))),
    Function("MIN", "МИН", tuple(Form((kind,), kind, _listed("least"), _least) for kind in ORDERED), repeats=1),
    Function("MAX", "МАКС", tuple(Form((kind,), kind, _listed("greatest"), _most) for kind in ORDERED), repeats=1),
    Function(
        "ROUND",
        "ОКРУГЛ",
        _alike((None, NUMBER), lambda value, digits: f"round({value}, ({digits})::int)", _to_digits(ROUND_HALF_UP)),
        written=1,
    ),
    Function("ROUNDUP", "ОКРУГЛВВЕРХ", _alike((None, NUMBER), _up_sql, _to_digits(ROUND_UP)), written=1),
    Function(
        "ROUNDDOWN",
        "ОКРУГЛВНИЗ",
        _alike((None, NUMBER), lambda value, digits: f"trunc({value}, ({digits})::int)", _to_digits(ROUND_DOWN)),
        written=1,
    ),
    Function("MROUND", "ОКРУГЛТ", _alike((None, None), _stepped_sql("round"), _stepped(ROUND_HALF_UP))),
    Function("CEILING", "ОКРВВЕРХ", _alike((None, None), _stepped_sql("ceil"), _stepped(ROUND_CEILING))),
    Function("FLOOR", "ОКРВНИЗ", _alike((None, None), _stepped_sql("floor"), _stepped(ROUND_FLOOR))),
)

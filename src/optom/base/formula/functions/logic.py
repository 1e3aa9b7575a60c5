"""Conditions and choices. A condition is yes or no, never blank: nothing is greater or less than a blank."""

from collections.abc import Callable
from typing import Any

from optom.base.formula.kinds import BLANKS, ORDERED, SINGLE, Kind
from optom.base.formula.letters import lower
from optom.base.formula.nodes import Form, Function
from optom.base.formula.sql import bound

FLAG, TEXT, TEXTS, NUMBER = Kind.FLAG, Kind.TEXT, Kind.TEXTS, Kind.NUMBER
_CAN_BE_BLANK = (*ORDERED, TEXT)


def _lower(value: Any) -> Any:
    return lower(value) if isinstance(value, str) else value


def _equal_sql(kind: Kind, *, negated: bool) -> Callable[..., str]:
    if kind in (TEXT, FLAG):
        sign = "<>" if negated else "="
        return lambda a, b: f"(lower({a}) {sign} lower({b}))" if kind == TEXT else f"({a} {sign} {b})"
    words = "is distinct from" if negated else "is not distinct from"
    return lambda a, b: f"({a} {words} {b})"


def _ordered(sign: str, work: Callable[[Any, Any], bool]) -> Function:
    def python(left: Any, right: Any) -> bool:
        return left is not None and right is not None and work(left, right)

    forms = tuple(Form((kind, kind), FLAG, lambda a, b: f"coalesce({a} {sign} {b}, false)", python) for kind in ORDERED)
    return Function(sign, sign, forms, operator=True)


_COMPARED = (
    Function(
        "=",
        "=",
        tuple(
            Form((kind, kind), FLAG, _equal_sql(kind, negated=False), lambda a, b: _lower(a) == _lower(b))
            for kind in SINGLE
        ),
        operator=True,
    ),
    Function(
        "<>",
        "<>",
        tuple(
            Form((kind, kind), FLAG, _equal_sql(kind, negated=True), lambda a, b: _lower(a) != _lower(b))
            for kind in SINGLE
        ),
        operator=True,
    ),
    _ordered("<", lambda a, b: a < b),
    _ordered("<=", lambda a, b: a <= b),
    _ordered(">", lambda a, b: a > b),
    _ordered(">=", lambda a, b: a >= b),
)


def _joined(word: str) -> Callable[..., str]:
    return lambda *parts: f"({f' {word} '.join(parts)})"


def _if_sql(kind: Kind) -> Callable[..., str]:
    nothing = {TEXT: "''", FLAG: "false"}.get(kind, "null")

    def text(*parts: str) -> str:
        last = parts[-1] if len(parts) % 2 else nothing
        turns = "".join(f" when {a} then {b}" for a, b in zip(parts[:-1:2], parts[1::2], strict=False))
        return f"(case{turns} else {last} end)"

    return text


def _taken(kind: Kind) -> Callable[..., Any]:
    """Only told the value that was taken: the one who evaluates looks at conditions in turn."""
    return lambda *taken: taken[0] if taken else BLANKS[kind]


def _if_blank_sql(kind: Kind) -> Callable[..., str]:
    return lambda a, b: f"coalesce(nullif({a}, ''), {b})" if kind == TEXT else f"coalesce({a}, {b})"


def _is_blank(value: Any) -> bool:
    return value in {None, "", frozenset()}


def _is_blank_sql(kind: Kind) -> Callable[..., str]:
    return lambda part: {TEXT: f"({part} = '')", TEXTS: f"(cardinality({part}) = 0)"}.get(kind, f"({part} is null)")


def _among(sought: Any, *known: Any) -> bool:
    return sought is not None and _lower(sought) in {_lower(one) for one in known}


def _among_sql(kind: Kind) -> Callable[..., str]:
    def text(sought: str, *known: str) -> str:
        if kind == TEXT:
            return f"(lower({sought}) in ({', '.join(f'lower({one})' for one in known)}))"
        return f"coalesce({sought} in ({', '.join(known)}), false)"

    return text


def _in_set_sql(sought: str, *known: str) -> str:
    return f"(lower({sought}) in (select lower(_u.u) from unnest({' || '.join(known)}) _u(u)))"  # noqa: S608 -- our own SQL


def _between_sql(value: str, least: str, most: str) -> str:
    return bound(value, lambda one: f"coalesce({one} >= {least} and {one} <= {most}, false)")


def _between(value: Any, least: Any, most: Any) -> bool:
    return None not in (value, least, most) and bool(least <= value <= most)


LOGIC = (
    *_COMPARED,
    Function(
        "IF",
        "ЕСЛИ",
        tuple(Form((FLAG, kind, kind), kind, _if_sql(kind), _taken(kind)) for kind in SINGLE),
        optional=1,
        chooses=True,
    ),
    Function(
        "IFS",
        "ЕСЛИМН",
        tuple(Form((FLAG, kind), kind, _if_sql(kind), _taken(kind)) for kind in SINGLE),
        repeats=2,
        chooses=True,
    ),
    Function("AND", "И", (Form((FLAG,), FLAG, _joined("and"), lambda *parts: all(parts)),), repeats=1),
    Function("OR", "ИЛИ", (Form((FLAG,), FLAG, _joined("or"), lambda *parts: any(parts)),), repeats=1),
    Function("NOT", "НЕ", (Form((FLAG,), FLAG, lambda part: f"(not {part})", lambda part: not part),)),
    Function(
        "IFBLANK",
        "ЕСЛИПУСТО",
        tuple(
            Form((kind, kind), kind, _if_blank_sql(kind), lambda a, b: b if _is_blank(a) else a)
            for kind in _CAN_BE_BLANK
        ),
    ),
    Function(
        "ISBLANK",
        "ЕПУСТО",
        tuple(Form((kind,), FLAG, _is_blank_sql(kind), _is_blank) for kind in (*_CAN_BE_BLANK, TEXTS)),
    ),
    Function(
        "IN",
        "СРЕДИ",
        (
            Form((TEXT, TEXTS), FLAG, _in_set_sql, lambda sought, *sets: _among(sought, *frozenset().union(*sets))),
            *(Form((kind, kind), FLAG, _among_sql(kind), _among) for kind in (*ORDERED, TEXT)),
        ),
        repeats=1,
    ),
    Function("BETWEEN", "МЕЖДУ", tuple(Form((kind,) * 3, FLAG, _between_sql, _between) for kind in ORDERED)),
)

"""Texts. A blank text is an empty one; letters are compared without regard to case."""

import re
from decimal import Decimal
from typing import Any

from optom.base.formula.kinds import Kind
from optom.base.formula.letters import lower, upper
from optom.base.formula.nodes import Form, Function

TEXT, NUMBER, FLAG = Kind.TEXT, Kind.NUMBER, Kind.FLAG
MOST = 1000
"""No text made by a formula is longer: what is replaced again and again would grow without end."""


def _count(value: Any) -> int:
    """How many characters are meant: from none to 1,000; a blank means none."""
    return 0 if value is None else min(max(int(value), 0), MOST)


def _count_sql(part: str) -> str:
    return f"least(greatest(trunc({part}), 0), {MOST})::int"


def _middle(text: str, start: Any, length: Any) -> str:
    first = max(_count(start), 1) - 1
    return text[first : first + _count(length)]


def _right_sql(text: str, count: str) -> str:
    return f"right({text}, {_count_sql(count)})"


def _replaced(text: str, old: str, new: str) -> str:
    return (text.replace(old, new) if old else text)[:MOST]


def _last(text: str, count: Any) -> str:
    return text[len(text) - min(_count(count), len(text)) :]


def _contains_sql(text: str, part: str) -> str:
    return f"(strpos(lower({text}), lower({part})) > 0)"


TEXTS = (
    Function(
        "&",
        "&",
        (Form((TEXT, TEXT), TEXT, lambda a, b: f"left({a} || {b}, {MOST})", lambda a, b: (a + b)[:MOST]),),
        operator=True,
    ),
    Function(
        "LEFT",
        "ЛЕВСИМВ",
        (Form((TEXT, NUMBER), TEXT, lambda a, n: f"left({a}, {_count_sql(n)})", lambda a, n: a[: _count(n)]),),
    ),
    Function("RIGHT", "ПРАВСИМВ", (Form((TEXT, NUMBER), TEXT, _right_sql, _last),)),
    Function(
        "MID",
        "ПСТР",
        (
            Form(
                (TEXT, NUMBER, NUMBER),
                TEXT,
                lambda a, start, n: f"substr({a}, greatest({_count_sql(start)}, 1), {_count_sql(n)})",
                _middle,
            ),
        ),
    ),
    Function(
        "LEN", "ДЛСТР", (Form((TEXT,), NUMBER, lambda a: f"char_length({a})::numeric", lambda a: Decimal(len(a))),)
    ),
    Function("UPPER", "ПРОПИСН", (Form((TEXT,), TEXT, lambda a: f"upper({a})", upper),)),
    Function("LOWER", "СТРОЧН", (Form((TEXT,), TEXT, lambda a: f"lower({a})", lower),)),
    Function(
        "TRIM",
        "СЖПРОБЕЛЫ",
        (
            Form(
                (TEXT,),
                TEXT,
                lambda a: f"btrim(regexp_replace({a}, ' +', ' ', 'g'), ' ')",
                lambda a: re.sub(" +", " ", a).strip(" "),
            ),
        ),
    ),
    Function(
        "CONTAINS",
        "СОДЕРЖИТ",
        (Form((TEXT, TEXT), FLAG, _contains_sql, lambda text, part: lower(part) in lower(text)),),
    ),
    Function(
        "STARTS",
        "НАЧИНАЕТСЯ",
        (
            Form(
                (TEXT, TEXT),
                FLAG,
                lambda text, part: f"starts_with(lower({text}), lower({part}))",
                lambda text, part: lower(text).startswith(lower(part)),
            ),
        ),
    ),
    Function(
        "SUBSTITUTE",
        "ПОДСТАВИТЬ",
        (Form((TEXT, TEXT, TEXT), TEXT, lambda a, old, new: f"left(replace({a}, {old}, {new}), {MOST})", _replaced),),
    ),
)

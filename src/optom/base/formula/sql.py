"""From a checked formula to SQL: one expression over the fields' own SQL, without an error for any row.

Percent signs of texts are doubled: the expression goes into statements that have values of their own.
"""

import json
import re
import zlib
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from psycopg import sql

from .kinds import Kind, Ladder
from .letters import lower
from .nodes import Call, Constant, Named, Node

_SIMPLE = re.compile(r"[\w.]+|\(-?[\d.]+\)::numeric")
_NOTHING = {Kind.TEXT: "''", Kind.FLAG: "false", Kind.TEXTS: "'{}'::text[]"}


def expression(node: Node) -> str:
    """The SQL of ``node``: numeric, text, boolean, date or text[] by its kind."""
    match node:
        case Constant():
            return literal(node.value)
        case Named():
            nothing = _NOTHING.get(node.kind)
            return f"coalesce({node.field.sql}, {nothing})" if nothing else node.field.sql
        case Call(ladder=Ladder() as ladder):
            return _looked_up(expression(node.parts[0]), ladder)
        case Call():
            return node.form.sql(*map(expression, node.parts))


def literal(value: object) -> str:
    """A value as SQL of its own type; texts are quoted by the driver."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"({value:f})::numeric"
        case date():
            return f"date '{value.isoformat()}'"
        case frozenset():
            return f"array[{', '.join(map(literal, sorted(value)))}]::text[]"
        case None:
            return "null"
        case _:
            return sql.Literal(str(value)).as_string(None).replace("%", "%%") + "::text"


def bound(argument: str, body: Callable[[str], str]) -> str:
    """``body`` of an argument that it mentions more than once: worked out once, and written once.

    Its name comes from what it is: where one is inside another of the same name, both are the same value.
    """
    if _SIMPLE.fullmatch(argument):
        return body(argument)
    name = f"_{zlib.crc32(argument.encode()):08x}"
    return f"(select {body(f'{name}.v')} from (select {argument} as v offset 0) {name})"  # noqa: S608 -- our own SQL


def _looked_up(sought: str, ladder: Ladder) -> str:
    """Steps: by the place among sorted keys. Texts: by a key of an object, in lower case."""
    if ladder.key == Kind.TEXT:
        known = {lower(str(key)): f"{value:f}" for key, value in ladder.rungs.items()}
        return f"({literal(json.dumps(known, ensure_ascii=False))}::jsonb ->> lower({sought}))::numeric"
    keys = sorted(map(Decimal, ladder.rungs))
    values = ", ".join(literal(ladder.rungs[key]) for key in keys)
    return f"(array[{values}]::numeric[])[width_bucket({sought}, array[{', '.join(map(literal, keys))}]::numeric[])]"

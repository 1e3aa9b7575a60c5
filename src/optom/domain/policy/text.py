"""The policy as text that people read, review and compare line by line, and programs read as TOML."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from optom.base.formula import Kind
from optom.base.refusal import Refusal

from .document import BreakRule, Guard, Named, Policy, Rounding, Rule, Rung, Table

_PARTS = {
    "names": (Named, ("name", "formula")),
    "rules": (Rule, ("column", "name", "condition", "price", "since", "until", "reason")),
    "breaks": (BreakRule, ("column", "name", "from_quantity", "condition", "price", "since", "until", "reason")),
    "roundings": (Rounding, ("column", "formula")),
    "guards": (Guard, ("name", "column", "holds")),
}
_KEYS, _GIVES = (Kind.MONEY, Kind.NUMBER, Kind.TEXT), (Kind.NUMBER, Kind.MONEY)
_MOST, _MOST_DECIMALS = Decimal(10**15), 20
_SHOWN = 40  # signs of what can't be read
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_text(policy: Policy) -> str:
    """All of it, a row of a part a block; what is empty is left out. `from_text` reads the same policy back."""
    blocks = [_block("", [("corridor", policy.corridor), ("cost", policy.cost), ("four_eyes", policy.four_eyes)])]
    blocks += _rows(policy, "names")
    blocks += [_table(table) for table in policy.tables]
    for part in ("rules", "breaks", "roundings", "guards"):
        blocks += _rows(policy, part)
    return "\n".join(blocks)


def from_text(text: str) -> Policy:
    """The policy that the text says. Refuses `policy.text_unreadable` with what doesn't fit and where."""
    try:
        read = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise Refusal("policy.text_unreadable", where=str(error)) from None
    except (ValueError, InvalidOperation, RecursionError):  # a number or a list that no person has written
        raise Refusal("policy.text_unreadable", where="TOML") from None
    _known(read, {"corridor", "cost", "four_eyes", "tables", *_PARTS}, "")
    parts = {part: tuple(_items(read, part, kind, names)) for part, (kind, names) in _PARTS.items()}
    tables = tuple(_read_table(row, f"tables {place}") for place, row in _listed(read, "tables"))
    return Policy(
        **parts,
        tables=tables,
        corridor=_text(read.get("corridor", ""), "corridor"),
        cost=_text(read.get("cost", ""), "cost"),
        four_eyes=_flag(read.get("four_eyes", True), "four_eyes"),
    )


def _rows(policy: Policy, part: str) -> list[str]:
    names = _PARTS[part][1]
    return [_block(part, [(name, getattr(one, name)) for name in names]) for one in getattr(policy, part)]


def _table(table: Table) -> str:
    head = _block("tables", [("name", table.name), ("key", table.key.value), ("gives", table.gives.value)])
    rungs = "".join(f"  [{_value(_key(rung.key))}, {_value(str(rung.value))}],\n" for rung in table.rungs)
    return f"{head}rungs = [\n{rungs}]\n"


def _key(key: Decimal | str) -> str:
    return key if isinstance(key, str) else str(key)


def _block(part: str, pairs: list[tuple[str, Any]]) -> str:
    head = f"[[{part}]]\n" if part else ""
    return head + "".join(f"{name} = {_value(value)}\n" for name, value in pairs if value not in ("", None))


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return '"' + "".join(_sign(sign) for sign in value) + '"'


def _sign(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return sign if sign.isprintable() or sign == " " else f"\\U{ord(sign):08x}"


def _listed(read: Mapping[str, Any], part: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = read.get(part, [])
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise Refusal("policy.text_unreadable", where=part)
    return enumerate(rows, 1)


def _items(read: Mapping[str, Any], part: str, kind: Callable[..., Any], names: tuple[str, ...]) -> Iterator[Any]:
    for place, row in _listed(read, part):
        where = f"{part} {place}"
        _known(row, set(names), where)
        yield kind(**{name: _cell(row, name, where) for name in names})


def _cell(row: Mapping[str, Any], name: str, where: str) -> Any:
    """What a row does not name is empty."""
    if name not in ("since", "until"):
        return _text(row.get(name, ""), f"{where}: {name}")
    if name in row and type(row[name]) is not date:
        raise Refusal("policy.text_unreadable", where=f"{where}: {name}")
    return row.get(name)


def _read_table(row: Mapping[str, Any], where: str) -> Table:
    _known(row, {"name", "key", "gives", "rungs"}, where)
    try:
        key, gives = _kind(row.get("key"), _KEYS), _kind(row.get("gives"), _GIVES)
        rungs = tuple(_rung(key, rung, where) for rung in row["rungs"])
        return Table(_text(row.get("name", ""), where), key, gives, rungs)
    except (TypeError, ValueError, KeyError) as error:
        raise Refusal("policy.text_unreadable", where=f"{where}: {error}") from None


def _kind(name: Any, kinds: Sequence[Kind]) -> Kind:
    """One of the kinds; unsaid the first of them."""
    kind = kinds[0] if name is None else Kind(name)
    if kind not in kinds:
        raise ValueError(name)
    return kind


def _rung(key: Kind, rung: Any, where: str) -> Rung:
    if not isinstance(rung, list):
        raise TypeError(rung)
    from_, value = rung
    return Rung(_text(str(from_), where) if key == Kind.TEXT else _number(from_), _number(value))


def _number(value: Any) -> Decimal:
    """As long as a person writes one: formulas work with any, and nothing bounds a power of ten."""
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError):
        raise ValueError(str(value)[:_SHOWN]) from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > _MOST_DECIMALS or abs(number) >= _MOST:
        raise ValueError(f"{number:.6g}")
    return number


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise Refusal("policy.text_unreadable", where=where)
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or "\0" in value:  # which the database can't keep
        raise Refusal("policy.text_unreadable", where=where)
    return value


def _known(row: Mapping[str, Any], names: set[str], where: str) -> None:
    for name in row:
        if name not in names:
            raise Refusal("policy.text_unreadable", where=f"{where} {name}".strip())

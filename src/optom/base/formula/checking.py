"""From the tree as it was written to one whose names are known and whose kinds fit. All that doesn't fit is refused
at its place, with what was met, what was expected and the nearest known name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from optom.base.refusal import Refusal

from .functions import OPERATORS, function, names
from .kinds import Kind, Vocabulary, folded
from .nodes import Call, Constant, Form, Function, Named, Node, Raw, RawCall, RawName, RawValue, Span
from .reading import LIST

_YES_NO = {"true": True, "истина": True, "да": True, "false": False, "ложь": False, "нет": False}
_SHOWN = {"negative": "-", "percent": "%"}
_MOST_DIGITS = 12


def _never(*_: object) -> str:  # pragma: no cover -- a table answers by itself
    raise AssertionError


def _looks_up(key: Kind, gives: Kind) -> Form:
    return Form((key, Kind.TEXT), gives, _never, _never)


LOOKUP = Function("LOOKUP", "ПРОСМОТР", (_looks_up(Kind.NUMBER, Kind.NUMBER),))
_LOOKUPS = {folded(one): one for one in (LOOKUP.name, LOOKUP.russian)}
_LOOKUP_NAMES = frozenset(map(folded, ("LOOKUP", "ПРОСМОТР", "VLOOKUP", "ВПР")))


def check(raw: Raw, vocabulary: Vocabulary, gives: Kind | None = None) -> Node:
    """The checked tree; ``gives``: the kind that the whole must have. A written number may stand for a sum."""
    node = _Checking(vocabulary).node(raw)
    if gives is None or node.kind == gives:
        return node
    if gives == Kind.MONEY and _is_plain(node):
        return _as(node, Kind.MONEY)
    raise Refusal("formula.wrong_result", place=1, met_kind=node.kind, expected_kinds=(gives,))


class _Checking:
    """What the names of one vocabulary mean."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = vocabulary

    def node(self, raw: Raw) -> Node:
        """The checked node of a written one."""
        match raw:
            case RawValue(value=value, span=span):
                return Constant(value, _kind_of(value), span)
            case RawName():
                return self._named(raw.name, raw.span)
            case RawCall(name=name) if name == LIST:
                return self._set(raw)
            case RawCall(name=name) if folded(name) in _LOOKUP_NAMES:
                return self._lookup(raw)
            case RawCall():
                return self._call(raw)

    def _named(self, name: str, span: Span) -> Node:
        field = self._known.field(name)
        if field:
            return Named(field, field.kind, span)
        if folded(name) in _YES_NO:
            return Constant(_YES_NO[folded(name)], Kind.FLAG, span)
        if function(name) or folded(name) in _LOOKUP_NAMES:
            raise Refusal("formula.not_called", place=span[0] + 1, function=name)
        raise Refusal(
            "formula.unknown_name",
            place=span[0] + 1,
            met=name,
            nearest=_nearest(name, self._known.names, _functions()),
        )

    def _set(self, raw: RawCall) -> Node:
        parts = [self.node(part) for part in raw.parts]
        for part in parts:
            if not isinstance(part, Constant) or part.kind != Kind.TEXT:
                raise _wrong_kind(LIST, part, (Kind.TEXT,))
        return Constant(
            frozenset(str(part.value) for part in parts if isinstance(part, Constant)), Kind.TEXTS, raw.span
        )

    def _call(self, raw: RawCall) -> Node:
        known = OPERATORS.get(raw.name) or function(raw.name)
        field = self._known.field(raw.name)
        if known is None and field and not raw.parts:  # TODAY() is the field "today" to whoever comes from Excel
            return Named(field, field.kind, raw.span)
        if known is None:
            raise Refusal(
                "formula.unknown_function",
                place=raw.named[0] + 1,
                met=raw.name,
                nearest=_nearest(raw.name, _functions(), _LOOKUPS),
            )
        _check_count(known, raw)
        parts = [self.node(part) for part in raw.parts]
        _check_written(known, raw.name, parts)
        form, fitted = _form(known, raw.name, parts)
        call = Call(known, form, fitted, form.gives, raw.span)
        return _folded(call)

    def _lookup(self, raw: RawCall) -> Node:
        _check_count(LOOKUP, raw)
        sought, table = self.node(raw.parts[0]), self._table(raw.parts[1])
        ladder = self._known.ladder(str(table.value)) if isinstance(table, Constant) else None
        if ladder is None:
            raise Refusal(
                "formula.unknown_ladder",
                place=table.span[0] + 1,
                met=str(table.value) if isinstance(table, Constant) else "",
                nearest=_nearest(str(getattr(table, "value", "")), self._known.ladder_names),
            )
        known = replace(LOOKUP, forms=(_looks_up(ladder.key, ladder.gives),))
        form, parts = _form(known, raw.name, [sought, table])
        return Call(known, form, parts, ladder.gives, raw.span, ladder)

    def _table(self, raw: Raw) -> Node:
        """A table may stand without quotes, as a range with a name does in Excel."""
        if isinstance(raw, RawName) and not self._known.field(raw.name):
            return Constant(raw.name, Kind.TEXT, raw.span)
        return self.node(raw)


def _kind_of(value: object) -> Kind:
    if isinstance(value, bool):
        return Kind.FLAG
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER


def _nearest(name: str, *known: Mapping[str, str]) -> str | None:
    """The known name that is most alike; None: none is known. Compiled, for a policy may have thousands of names."""
    sought, nearest, likeness = folded(name), None, -1.0
    for names_of in known:
        for key, score, _place in process.extract(sought, names_of.keys(), scorer=ratio, limit=1):
            if score > likeness:
                nearest, likeness = names_of[key], score
    return nearest


@cache
def _functions() -> Mapping[str, str]:
    return {folded(one): one for one in names()}


def _check_count(known: Function, raw: RawCall) -> None:
    given = len(raw.parts)
    facts = {"place": raw.named[0] + 1, "function": raw.name, "given": given}
    if given < known.least:
        raise Refusal("formula.too_few", least=known.least, **facts)
    if known.most is not None and given > known.most:
        raise Refusal("formula.too_many", most=known.most, **facts)
    if known.repeats and (given - known.least) % known.repeats:
        raise Refusal("formula.not_in_pairs", **facts)


def _check_written(known: Function, name: str, parts: Sequence[Node]) -> None:
    for part in parts[len(parts) - known.written :]:
        value = part.value if isinstance(part, Constant) else None
        if not isinstance(value, Decimal) or value % 1 or abs(value) > _MOST_DIGITS:
            raise Refusal("formula.digits_not_written", place=part.span[0] + 1, function=name, most=_MOST_DIGITS)


def _takes(known: Function, form: Form, given: int) -> tuple[Kind, ...]:
    """What the arguments must be, for as many as are given."""
    if not known.repeats:
        return form.takes[:given]
    again = form.takes[len(form.takes) - known.repeats :]
    return form.takes + again * ((given - len(form.takes)) // known.repeats)


def _form(known: Function, name: str, parts: Sequence[Node]) -> tuple[Form, tuple[Node, ...]]:
    """The form that fits as it is; else the one that fits when written numbers stand for sums."""
    for fits in (_fits_exactly, _fits_written):
        for form in known.forms:
            takes = _takes(known, form, len(parts))
            if all(map(fits, parts, takes)):
                return form, tuple(map(_as, parts, takes))
    raise _no_form(known, name, parts)


def _fits_exactly(part: Node, kind: Kind) -> bool:
    return part.kind == kind


def _fits_written(part: Node, kind: Kind) -> bool:
    return part.kind == kind or (kind == Kind.MONEY and _is_plain(part))


def _is_plain(node: Node) -> bool:
    """A number that is written, or made of such alone: it may as well be a sum."""
    if node.kind != Kind.NUMBER or isinstance(node, Named):
        return False
    if isinstance(node, Constant):
        return True
    values = (part for part in node.parts if not (node.function.chooses and part.kind == Kind.FLAG))
    return node.ladder is None and all(map(_is_plain, values))


def _as(node: Node, kind: Kind) -> Node:
    return node if node.kind == kind else replace(node, kind=kind)


def _no_form(known: Function, name: str, parts: Sequence[Node]) -> Refusal:
    """Blames the first argument that no form takes after those before it."""
    forms = [_takes(known, form, len(parts)) for form in known.forms]
    for place, part in enumerate(parts):
        left = [takes for takes in forms if _fits_written(part, takes[place])]
        if not left:
            return _wrong_kind(name, part, tuple(dict.fromkeys(takes[place] for takes in forms)))
        forms = left
    raise AssertionError  # pragma: no cover -- then one form fits


def _wrong_kind(name: str, part: Node, expected: tuple[Kind, ...]) -> Refusal:
    return Refusal(
        "formula.wrong_kind",
        place=part.span[0] + 1,
        function=_SHOWN.get(name, name),
        met_kind=part.kind,
        expected_kinds=expected,
    )


def _folded(call: Call) -> Node:
    """A minus before a written number belongs to the number."""
    part = call.parts[0]
    if call.function.name == "negative" and isinstance(part, Constant) and isinstance(part.value, Decimal):
        return Constant(-part.value, call.kind, call.span)
    return call

"""The tree of a formula, as it was read (`Raw`) and as it was checked (`Node`). Places count characters from 0."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .kinds import Field, Kind, Ladder, Value

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RawValue:
    """A number, a text or yes-or-no that is written in the formula."""

    value: Decimal | str | bool
    span: Span
    depth: int = 1


@dataclass(frozen=True, slots=True)
class RawName:
    """The name of something."""

    name: str
    span: Span
    depth: int = 1


@dataclass(frozen=True, slots=True)
class RawCall:
    """A function or an operator with its arguments; ``named`` is where its name stands."""

    name: str
    parts: "tuple[Raw, ...]"
    span: Span
    named: Span
    depth: int


Raw = RawValue | RawName | RawCall


@dataclass(frozen=True, slots=True)
class Form:
    """One way to call a function: what it takes, what it gives, and the same thing done in SQL and in Python.

    ``sql`` gets the arguments as SQL and mentions each at most once, or through `bound`: a formula of nested calls must
    not grow into a statement of twice its size at every level.
    """

    takes: tuple[Kind, ...]
    gives: Kind
    sql: Callable[..., str]
    python: Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    The last ``repeats`` arguments may be given again and again; the last ``optional`` ones may lack.
    ``written`` counts arguments at the end that must be written as whole numbers, not computed (digits of a rounding).
    ``chooses``: conditions and values in turn, of which one is taken and the others are not looked at.
    """

    name: str
    russian: str
    forms: tuple[Form, ...]
    repeats: int = 0
    optional: int = 0
    written: int = 0
    chooses: bool = False
    operator: bool = False

    @property
    def most(self) -> int | None:
        """How many arguments at most; None: as many as one likes."""
        return None if self.repeats else len(self.forms[0].takes)

    @property
    def least(self) -> int:
        """How many arguments at least."""
        return len(self.forms[0].takes) - self.optional

    def called(self, language: str) -> str:
        """Its name in ``language``."""
        return self.russian if language == "ru" else self.name


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is written in the formula."""

    value: Value
    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """The value of a field."""

    field: Field
    kind: Kind
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """What a function makes of its arguments. ``ladder``: the table in which LOOKUP looks."""

    function: Function
    form: Form
    parts: "tuple[Node, ...]"
    kind: Kind
    span: Span
    ladder: Ladder | None = None


Node = Constant | Named | Call


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    if isinstance(node, Call):
        for part in node.parts:
            yield from walk(part)


def same(one: Node, other: Node) -> bool:
    """Whether two formulas say the same, wherever their words stand."""
    return bool(_bare(one) == _bare(other))


def _bare(node: Node) -> Any:
    if isinstance(node, Constant):
        return (node.kind, node.value)
    if isinstance(node, Named):
        return node.field.name
    return (node.function.name, node.kind, node.ladder and node.ladder.name, tuple(map(_bare, node.parts)))

"""The language of formulas: what people know from Excel, over declared fields only.

    >>> known = Vocabulary([Field("cost", "себестоимость", Kind.MONEY, "p.cost")])
    >>> mark_up = Formula.read("=ОКРУГЛ(себестоимость*1,2; -1)", known, gives=Kind.MONEY)
    >>> mark_up.written("en")
    'ROUND(cost * 1.2, -1)'
    >>> mark_up.value({"cost": Decimal("812.50")})
    Decimal('980')

One tree, two ways to work it out that agree to the last decimal (a property test): `sql` over a set of rows and
`explain` over one, with the tree of how it came about. No formula fails for any row: what can't be worked out is blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .checking import check
from .explaining import Step, explain
from .kinds import Field, Kind, Ladder, Value, Vocabulary
from .nodes import Named, Node, same, walk
from .reading import read
from .sql import expression
from .writing import written

__all__ = ["Field", "Formula", "Kind", "Ladder", "Step", "Value", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read and checked."""

    node: Node

    @classmethod
    def read(cls, text: str, vocabulary: Vocabulary, *, gives: Kind | None = None) -> "Formula":
        """Read ``text`` in either language. Refuses with ``formula.*`` and the place (from 1) of what doesn't fit."""
        return cls(check(read(text), vocabulary, gives))

    @property
    def kind(self) -> Kind:
        """The kind of what it gives."""
        return self.node.kind

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that it names."""
        return frozenset(node.field for node in walk(self.node) if isinstance(node, Named))

    @property
    def sql(self) -> str:
        """The SQL expression, for a statement that has values of its own (percent signs are doubled)."""
        return expression(self.node)

    def explain(self, row: Mapping[str, Value]) -> Step:
        """The value for one row, and the tree of how it came about."""
        return explain(self.node, row)

    def value(self, row: Mapping[str, Value]) -> Value:
        """The value for one row."""
        return self.explain(row).value

    def written(self, language: str) -> str:
        """As people of ``language`` (``ru`` or ``en``) write it; reading it again gives the same formula."""
        return written(self.node, language)

    def same(self, other: "Formula") -> bool:
        """Whether the other says the same."""
        return same(self.node, other.node)

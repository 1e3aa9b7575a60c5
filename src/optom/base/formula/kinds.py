"""What a formula may speak of: kinds of values, the fields and tables that are declared for it, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any

Value = Decimal | str | bool | date | frozenset[str] | None


class Kind(StrEnum):
    """The kind of a value. A sum is in the one currency that the vocabulary's owner names."""

    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"
    TEXTS = "texts"


NUMERIC = (Kind.NUMBER, Kind.MONEY)
ORDERED = (Kind.NUMBER, Kind.MONEY, Kind.DATE)
SINGLE = (Kind.NUMBER, Kind.MONEY, Kind.TEXT, Kind.FLAG, Kind.DATE)

DECIMALS = 12
"""So fine are numbers at the most: those of fields and tables, and all that are worked out."""
_STEP, _EXACT = Decimal(1).scaleb(-DECIMALS), Context(prec=20_000)

BLANKS: Mapping[Kind, Value] = {
    Kind.NUMBER: None,
    Kind.MONEY: None,
    Kind.DATE: None,
    Kind.TEXT: "",
    Kind.FLAG: False,
    Kind.TEXTS: frozenset(),
}
"""What nothing is: a blank text is empty, a blank yes-or-no is no; a number, a sum and a date stay unknown."""


@lru_cache(maxsize=20_000)  # the same names are looked up for each formula of a policy
def folded(name: str) -> str:
    """A name as it is looked up: without regard to case and to the dots of ё."""
    return name.casefold().replace("ё", "е")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing known of a row: its names, its kind and the SQL that reads it (numbers with at most 12 decimals).

    The SQL is the program's own text, never what somebody typed; it is put wherever the formula names the field.
    """

    name: str
    russian: str
    kind: Kind
    sql: str = ""

    def called(self, language: str) -> str:
        """Its name in ``language``."""
        return self.russian if language == "ru" else self.name


def _kept(number: Decimal) -> Decimal:
    """As it was written, where that is no finer."""
    exponent = number.as_tuple().exponent
    is_finer = isinstance(exponent, int) and -exponent > DECIMALS
    return number.quantize(_STEP, ROUND_HALF_UP, _EXACT) if is_finer else number


@dataclass(frozen=True, slots=True)
class Ladder:
    """A named table for LOOKUP. Keys that are numbers are steps: the last one not above what is sought answers.

    Keys that are texts answer what equals them, without regard to case. Numbers are rounded to 12 decimals.
    """

    name: str
    key: Kind
    gives: Kind
    rungs: Mapping[Any, Decimal]

    def __post_init__(self) -> None:
        """Both ways of working out see numbers that neither rounds further."""
        rungs = {key if self.key == Kind.TEXT else _kept(key): _kept(value) for key, value in self.rungs.items()}
        object.__setattr__(self, "rungs", rungs)


@dataclass(frozen=True)
class Vocabulary:
    """The fields and tables that formulas of one purpose may name."""

    fields: Iterable[Field]
    ladders: Iterable[Ladder] = ()
    _fields: dict[str, Field] = field(init=False, repr=False, compare=False)
    _ladders: dict[str, Ladder] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look names up in both languages."""
        names = {folded(name): one for one in self.fields for name in (one.name, one.russian)}
        object.__setattr__(self, "_fields", names)
        object.__setattr__(self, "_ladders", {folded(one.name): one for one in self.ladders})

    def field(self, name: str) -> Field | None:
        """The field of this name in either language."""
        return self._fields.get(folded(name))

    def ladder(self, name: str) -> Ladder | None:
        """The table of this name."""
        return self._ladders.get(folded(name))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """All names of fields, in both languages, by how they are looked up."""
        return {folded(name): name for one in self.fields for name in (one.name, one.russian)}

    @cached_property
    def ladder_names(self) -> Mapping[str, str]:
        """All names of tables, by how they are looked up."""
        return {key: one.name for key, one in self._ladders.items()}

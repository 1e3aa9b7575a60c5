"""The functions and operators of the language, each declared once: what it takes and gives, in SQL and in Python."""

from optom.base.formula.kinds import folded
from optom.base.formula.nodes import Function

from .dates import DATES
from .logic import LOGIC
from .numbers import NUMBERS
from .texts import TEXTS

ALL: tuple[Function, ...] = (*LOGIC, *NUMBERS, *TEXTS, *DATES)
OPERATORS = {one.name: one for one in ALL if one.operator}
FUNCTIONS = tuple(one for one in ALL if not one.operator)
_BY_NAME = {folded(name): one for one in FUNCTIONS for name in (one.name, one.russian)}


def function(name: str) -> Function | None:
    """The function of this name in either language."""
    return _BY_NAME.get(folded(name))


def names() -> list[str]:
    """All names of functions, in both languages."""
    return [name for one in FUNCTIONS for name in (one.name, one.russian)]

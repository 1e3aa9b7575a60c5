"""What may be told of goods, and how what is told is called."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from optom.base.formula import Formula, Vocabulary
from optom.base.formula.kinds import folded
from optom.base.identifiers import CURRENCIES_OF_ACCOUNTS
from optom.base.refusal import Refusal

SUM, NUMBER = "sum", "number"
KINDS = (SUM, NUMBER)
STEP = Decimal("0.0001")
MOST = Decimal(10**11)
MOST_OWN = 40
RESERVED = frozenset(
    {"price", "цена", "before", "прежняя_цена", "change", "изменение"}
    | {currency.lower() for currency in CURRENCIES_OF_ACCOUNTS.values()}
)
"""What formulas of prices call otherwise: a price and its move, rates of currencies."""
MOST_NAME = 100
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_RUSSIAN = re.compile(r"[а-яё][а-яё0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class InputNames:
    """How an input is called in formulas of either language, and whether it is a sum or a number."""

    name: str
    russian: str
    kind: str = SUM


def is_figure(kind: str, amount: Decimal) -> bool:
    """Whether an input of the kind can be so much: a sum is above zero, a number may be nought."""
    return amount < MOST and (amount > 0 if kind == SUM else amount >= 0)


def objection_to_figure(kind: str, amount: Decimal) -> Refusal | None:
    """Why an input of the kind can't be so much."""
    if is_figure(kind, amount):
        return None
    return Refusal("costs.not_a_sum" if kind == SUM else "costs.not_a_number", told=amount)


def objection_to_seen(competitor: str, amount: Decimal, seen_on: date, today: date) -> Refusal | None:
    """Why a competitor's price can't have been seen so."""
    if not 0 < len(competitor.strip()) <= MOST_NAME:
        return Refusal("costs.no_competitor", most=MOST_NAME)
    if seen_on > today:
        return Refusal("costs.seen_in_future", seen_on=seen_on)
    return objection_to_figure(SUM, amount)


def objections_to_input(names: InputNames, taken: Collection[str]) -> Iterator[Refusal]:
    """What is wrong with the names of a new input: ``taken`` are all that formulas know already, folded."""
    taken = {*taken, *map(folded, RESERVED)}
    if not _is_name(_NAME, names.name):
        yield Refusal("costs.name_wrong", field="name", name=names.name)
    elif folded(names.name) in taken:
        yield Refusal("costs.name_taken", field="name", name=names.name)
    if not _is_name(_RUSSIAN, names.russian):
        yield Refusal("costs.russian_wrong", field="russian", name=names.russian)
    elif folded(names.russian) in taken:
        yield Refusal("costs.name_taken", field="russian", name=names.russian)
    if names.kind not in KINDS:
        yield Refusal("costs.kind_wrong", field="kind")


def _is_name(pattern: re.Pattern[str], text: str) -> bool:
    """A word by which a formula means nothing yet: TRUE and ИСТИНА are its own."""
    if not pattern.fullmatch(text):
        return False
    try:
        Formula.read(text, Vocabulary([]))
    except Refusal:
        return True
    return False

"""What of a policy can be tried while some rows don't fit: those are left out, and what hangs on them is unknown.

A rule that is left out might have held: a price is known only where a rule above it holds. A rule whose price alone
doesn't fit takes its turn, and where it holds the price is unknown. So is one that is made of such a price, and one
whose rounding is left out.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from optom.base.formula import Step
from optom.base.formula.kinds import folded
from optom.base.formula.nodes import Named
from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Answer, Explained, Policy

from .policy_cells import PARTS, Cells, Row, placed, policy_of, rows_of_table

Line = tuple[str, int]
"""A part and a row of it, from 1, as the page has them."""
_ANY_PRICE = "1"
"""Stands for a price that doesn't fit, so that the condition of its rule is looked at."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What can be tried. ``lines``: where its rows stand on the page; ``without``: those that don't fit or name such;
    ``priceless``: rules of them that take their turn.
    """

    policy: Policy
    lines: Mapping[str, Sequence[int]]
    without: tuple[Line, ...]
    priceless: frozenset[int]
    cells: Cells

    def line(self, part: str, place: int) -> int:
        """Where a row of what is tried stands on the page."""
        return self.lines[part][place - 1]

    def left_out(self, part: str, column: policies.Target) -> list[int]:
        """The rows of a part that are left out and were for a column; of breaks those for all columns too."""
        names = {folded(column.code), folded(column.name), *([""] if part == "breaks" else [])}
        rows = [row for of, row in self.without if of == part]
        return [row for row in rows if folded(self.cells[part][row - 1]["column"].strip()) in names]


def trial(cells: Cells, at: datetime) -> Trial:
    """The cells without rows that don't fit or name such. Refuses what is wrong with the policy as a whole."""
    lines = {part: list(range(1, len(cells[part]) + 1)) for part in PARTS}
    without: set[Line] = set()
    priceless: set[int] = set()
    while True:
        kept = {part: [_tried_as(part, row, cells, priceless) for row in rows] for part, rows in lines.items()}
        policy, wrong = _read(kept, at)
        if policy is not None and not wrong:
            return Trial(policy, lines, tuple(sorted(without, key=_in_order)), frozenset(priceless), cells)
        gone = {(part, lines[part][row - 1]): cell for part, row, cell in _gone(wrong, kept)}
        if not gone:
            refuse_all(wrong)
        without |= gone.keys()
        for (part, row), cell in gone.items():
            if (part, cell) == ("rules", "price"):
                priceless.add(row)
            else:
                lines[part].remove(row)


def _tried_as(part: str, row: int, cells: Cells, priceless: Container[int]) -> Row:
    told = cells[part][row - 1]
    return {**told, "price": _ANY_PRICE} if part == "rules" and row in priceless else told


def _in_order(line: Line) -> tuple[int, int]:
    return list(PARTS).index(line[0]), line[1]


def _read(cells: Cells, at: datetime) -> tuple[Policy | None, Sequence[Refusal]]:
    try:
        policy = policy_of(cells)
    except Refusal as refusal:
        return None, reasons_of(refusal)
    return policy, policies.faults(policy, at=at)


def _gone(wrong: Sequence[Refusal], cells: Cells) -> Iterator[tuple[str, int, str]]:
    """The rows that are told of, a price before what else is wrong there; of a table all of its rows."""
    told = [placed(one, cells).facts for one in wrong]
    for facts in sorted(told, key=lambda facts: facts.get("cell") != "price"):
        part, row, cell = facts.get("part"), facts.get("row"), str(facts.get("cell"))
        if part == "tables" and isinstance(row, int):
            yield from ((part, one, cell) for one in rows_of_table(cells["tables"], row))
        elif part in cells and isinstance(row, int) and row <= len(cells[part]):
            yield part, row, cell


def doubts(trial: Trial, explained: Explained, columns: Sequence[policies.Target]) -> dict[int, tuple[Line, ...]]:
    """The columns whose prices can't be told of a product, each with the rows that are to blame."""
    by_code = {one.code: one for one in columns}
    found: dict[int, tuple[Line, ...]] = {}
    for column in columns:
        _doubt(column, trial, explained, by_code, found)
    return {key: rows for key, rows in found.items() if rows}


def _doubt(
    column: policies.Target,
    trial: Trial,
    explained: Explained,
    by_code: Mapping[str, policies.Target],
    found: dict[int, tuple[Line, ...]],
) -> tuple[Line, ...]:
    if column.id in found:
        return found[column.id]
    answer = explained.answers.get(column.id)
    found[column.id] = ()  # a column is never made of itself
    made_of = [by_code[name] for name in _named(answer) if name in by_code]
    others = [line for one in made_of for line in _doubt(one, trial, explained, by_code, found)]
    found[column.id] = tuple(dict.fromkeys([*_own(column, answer, trial), *others]))
    return found[column.id]


def _own(column: policies.Target, answer: Answer | None, trial: Trial) -> list[Line]:
    held = trial.line("rules", answer.rule.place) if answer and answer.rule else None
    rules = [("rules", row) for row in trial.left_out("rules", column) if _may_hold(row, held, trial)]
    roundings = [("roundings", row) for row in trial.left_out("roundings", column)] if held or rules else []
    return [*rules, *roundings]


def _may_hold(row: int, held: int | None, trial: Trial) -> bool:
    """Whether a rule that is left out might be the one that makes the price."""
    return row == held if row in trial.priceless else held is None or row < held


def _named(answer: Answer | None) -> Iterator[str]:
    """All names that were looked at on the way to the price."""
    steps = [] if answer is None else [*(step for _rule, step in answer.looked_at), answer.price, answer.rounded]
    for step in steps:
        if step is not None:
            yield from _names_in(step)


def _names_in(step: Step) -> Iterator[str]:
    if isinstance(step.node, Named):
        yield step.node.field.name
    for part in step.parts:
        yield from _names_in(part)

"""A policy with all its formulas read: what names what, in which order columns are worked out, and what doesn't fit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from optom.base.formula import Field, Formula, Kind, Ladder, Vocabulary
from optom.base.formula.functions import function
from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.domain.costs.inputs import Input

from .document import BreakRule, Policy, Rule

MOST_RULES = 500
Place = tuple[str, int, str]
"""Where a formula stands: part, row (from 1) and cell of the policy."""
_NAME = re.compile(r"[^\W\d]\w{0,59}")
_OF_ALL_COLUMNS = ("guards", "breaks")
_OF_COLUMN = re.compile(r"s\.c\d+")
OF_PRICE = (
    ("price", "цена", Kind.MONEY),
    ("before", "прежняя_цена", Kind.MONEY),
    ("change", "изменение", Kind.NUMBER),
)
"""What roundings, guards and the corridor know besides: the price as it would be, as it is, by which part it moves."""

OF_BREAK = tuple(Field(*one, f"w.{one[0]}") for one in OF_PRICE)
"""The same of a break, whose row is ``w`` in SQL; rows of breaks know ``price`` alone: the column's."""


@dataclass(frozen=True, slots=True)
class Target:
    """A column of prices for which rules may stand."""

    id: int
    code: str
    name: str
    currency: str


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule with its formulas; ``place`` counts all rules of the policy from 1."""

    place: int
    rule: Rule
    condition: Formula | None
    price: Formula


@dataclass(frozen=True, slots=True)
class CheckedBreak:
    """A row of breaks with its formulas, in which ``price`` is the column's; ``column`` None: each worked out.

    ``place`` counts all rows of breaks from 1.
    """

    place: int
    rule: BreakRule
    column: int | None
    condition: Formula | None
    from_quantity: Formula
    price: Formula

    def made_of(self) -> set[int]:
        """The columns that it names."""
        return _columns_in([self.condition, self.price])


@dataclass(frozen=True, slots=True)
class CheckedGuard:
    """A guard with its formula; ``place`` counts all guards from 1."""

    place: int
    name: str
    holds: Formula


@dataclass(frozen=True, slots=True)
class OfBreaks:
    """What the column's breaks go through, with `price`, `before` and `change` of a break."""

    rounding: Formula | None
    guards: tuple[CheckedGuard, ...]
    corridor: Formula | None

    def formulas(self) -> list[Formula]:
        """All of them."""
        return [one for one in (self.rounding, self.corridor, *(guard.holds for guard in self.guards)) if one]


@dataclass(frozen=True, slots=True)
class CheckedColumn:
    """All that makes the prices of one column; ``of_breaks`` None: no row makes breaks of it, they stay as they are."""

    target: Target
    rules: tuple[CheckedRule, ...]
    rounding: Formula | None
    guards: tuple[CheckedGuard, ...]
    corridor: Formula | None
    of_breaks: OfBreaks | None = None

    def made_by(self) -> set[int]:
        """The columns whose prices make those of this one."""
        return {key for rule in self.rules for key in self.made_of(rule)}

    def made_of(self, rule: CheckedRule) -> set[int]:
        """The columns whose prices make that of this one where ``rule`` holds and those above it don't."""
        conditions = (one.condition for one in self.rules if one.place <= rule.place)
        return _columns_in([*conditions, rule.price, self.rounding])

    def asks_for_change(self) -> bool:
        """Whether a guard or the corridor asks by which part the price moves."""
        formulas = [*(guard.holds for guard in self.guards), self.corridor]
        return any(one.sql == f"s.m{self.target.id}" for formula in formulas if formula for one in formula.fields)

    def looks_at(self) -> set[int]:
        """The columns at which its guards and corridor look, when all are made."""
        of_breaks = self.of_breaks.formulas() if self.of_breaks else []
        return _columns_in([*(guard.holds for guard in self.guards), self.corridor, *of_breaks])


@dataclass(frozen=True, slots=True)
class Compiled:
    """A policy that can be worked out: names in their order, columns so that each comes after those that it names.

    ``standing`` are columns that are named and have no rule themselves: their prices in force count. ``cost`` is what
    margin is counted against.
    """

    names: tuple[tuple[Field, Formula], ...]
    columns: tuple[CheckedColumn, ...]
    standing: tuple[Target, ...]
    inputs: tuple[Input, ...]
    cost: Formula | None = None
    breaks: tuple[CheckedBreak, ...] = ()

    def with_breaks(self) -> list[CheckedColumn]:
        """The columns of which rows make breaks."""
        return [one for one in self.columns if one.of_breaks]


@dataclass(frozen=True, slots=True)
class Checked:
    """A policy as far as it can be read: its formulas where they stand, and all that is wrong with it."""

    formulas: Mapping[Place, Formula]
    wrong: tuple[Refusal, ...]


def check_policy(policy: Policy, *, inputs: Iterable[Input], targets: Sequence[Target]) -> Checked:
    """What `compile_policy` would refuse, told instead of raised, of columns without rules too."""
    return _Compiling(policy, tuple(inputs), targets, None).checked()


def compile_policy(
    policy: Policy, *, inputs: Iterable[Input], targets: Sequence[Target], day: date | None = None
) -> Compiled:
    """Read and check everything; worked out are the rules of a business day (None: of any).

    Refuses together, each with ``part`` (names, tables, rules, breaks, roundings, guards, corridor, cost), ``row``
    (from 1) and ``cell`` of the policy: all of ``formula.*``; `policy.column_unknown`, `policy.columns_in_circle`,
    `policy.name_wrong`, `policy.name_taken`, `policy.table_empty`, `policy.table_unnamed`, `policy.table_twice`,
    `policy.rung_twice`, `policy.too_many_rules`, `policy.rounding_twice`, `policy.since_after_until`,
    `policy.column_of_itself` (a rule or a rounding that names the column whose price it makes).
    """
    return _Compiling(policy, tuple(inputs), targets, day).done()


@dataclass
class _Compiling:
    policy: Policy
    inputs: tuple[Input, ...]
    targets: Sequence[Target]
    day: date | None
    wrong: list[Refusal] = field(default_factory=list)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    cost: Formula | None = None
    breaks: list[CheckedBreak] = field(default_factory=list)

    def done(self) -> Compiled:
        """The policy, or all that is wrong with it."""
        names, columns = self._parts(everywhere=False)
        refuse_all(self._wrong())
        worked_out = tuple(_in_order([one for one in columns if one.rules or one.of_breaks]))
        standing = _standing(worked_out, self.breaks, self.targets)
        return Compiled(tuple(names), worked_out, standing, self.inputs, self.cost, tuple(self.breaks))

    def checked(self) -> Checked:
        """What can be read, and all that can't."""
        try:
            _, columns = self._parts(everywhere=True)
            list(_in_order([one for one in columns if one.rules]))
        except Refusal as refusal:
            self.wrong.append(refusal)
        return Checked(self.formulas, tuple(self._wrong()))

    def _parts(self, *, everywhere: bool) -> tuple[list[tuple[Field, Formula]], list[CheckedColumn]]:
        if max(len(self.policy.rules), len(self.policy.breaks)) > MOST_RULES:
            raise Refusal("policy.too_many_rules", most=MOST_RULES)
        ladders = self._ladders()
        placed = [replace(one.field, sql=f"s.i{place}") for place, one in enumerate(self.inputs)]
        names = self._names(placed, ladders)
        if self.policy.cost.strip():
            of_product = Vocabulary([*placed, *(name for name, _ in names)], ladders)
            self.cost = self._read(self.policy.cost, of_product, Kind.MONEY, "cost", 1, "cost")
        columns = [Field(one.code, one.name, Kind.MONEY, f"s.c{one.id}") for one in self.targets]
        known = [*placed, *(name for name, _ in names), *columns]
        worked_out = self._targets()
        self.breaks = list(self._breaks(known, ladders))
        return names, [self._column(one, known, ladders) for one in (self.targets if everywhere else worked_out)]

    def _wrong(self) -> Iterable[Refusal]:
        """A guard of all columns is read once a column, and told once."""
        return dict.fromkeys(self.wrong)

    def _refuse(self, refusal: Refusal, part: str, row: int, cell: str) -> None:
        facts = {"part": part, "row": row, "cell": cell}
        self.wrong.extend(Refusal(one.code, **{**one.facts, **facts}) for one in reasons_of(refusal))

    def _read(self, text: str, known: Vocabulary, gives: Kind | None, *where: Any) -> Formula | None:
        try:
            formula = Formula.read(text, known, gives=gives)
        except Refusal as refusal:
            self._refuse(self._told(refusal, *where), *where)
            return None
        self.formulas[where] = formula
        return formula

    def _told(self, refusal: Refusal, part: str, row: int, _cell: str) -> Refusal:
        """A column that its own rule or rounding may not name is told as that, not as a word that nobody knows."""
        rows: Sequence[Any] = {"rules": self.policy.rules, "roundings": self.policy.roundings}.get(part, ())
        own = next((one for one in self.targets if rows and _names(rows[row - 1].column, one)), None)
        if own is None or refusal.code != "formula.unknown_name" or not _names(refusal.facts["met"], own):
            return refusal
        return Refusal("policy.column_of_itself", place=refusal.facts["place"], column=own.name)

    def _ladders(self) -> list[Ladder]:
        ladders: list[Ladder] = []
        for row, table in enumerate(self.policy.tables, 1):
            if not table.name.strip():
                self._refuse(Refusal("policy.table_unnamed"), "tables", row, "rungs")
            elif folded(table.name) in {folded(one.name) for one in ladders}:
                self._refuse(Refusal("policy.table_twice", name=table.name), "tables", row, "rungs")
            keys = [folded(key) if isinstance(key, str) else key for key in (rung.key for rung in table.rungs)]
            if not keys:
                self._refuse(Refusal("policy.table_empty", name=table.name), "tables", row, "rungs")
            twice = next((key for key, many in Counter(keys).items() if many > 1), None)
            if twice is not None:
                self._refuse(Refusal("policy.rung_twice", name=table.name, key=twice), "tables", row, "rungs")
            ladders.append(table.ladder())
        return ladders

    def _names(self, placed: Sequence[Field], ladders: Sequence[Ladder]) -> list[tuple[Field, Formula]]:
        """Each name may use the inputs and the names above it."""
        names: list[tuple[Field, Formula]] = []
        for row, named in enumerate(self.policy.names, 1):
            known = Vocabulary([*placed, *(name for name, _ in names)], ladders)
            if not _NAME.fullmatch(named.name):
                self._refuse(Refusal("policy.name_wrong", name=named.name), "names", row, "name")
            elif known.field(named.name) or function(named.name) or folded(named.name) in self._taken():
                self._refuse(Refusal("policy.name_taken", name=named.name), "names", row, "name")
            formula = self._read(named.formula, known, None, "names", row, "formula")
            if formula:
                field_ = Field(named.name, named.name, formula.kind, f"s.n{row}")
                names.append((field_, formula))
        return names

    def _taken(self) -> set[str]:
        columns = (name for one in self.targets for name in (one.code, one.name))
        return {folded(name) for name in (*columns, *(one for names in OF_PRICE for one in names[:2]))}

    def _targets(self) -> list[Target]:
        """The columns that have rules; a rule, rounding or guard for a column that there is not is refused."""
        by_name = {folded(name): one for one in self.targets for name in (one.name, one.code)}
        parts: tuple[tuple[str, Sequence[Any]], ...] = (
            ("rules", self.policy.rules),
            ("breaks", self.policy.breaks),
            ("roundings", self.policy.roundings),
            ("guards", self.policy.guards),
        )
        for part, rows in parts:
            for row, one in enumerate(rows, 1):
                if folded(one.column) not in by_name and (one.column or part not in _OF_ALL_COLUMNS):
                    self._refuse(Refusal("policy.column_unknown", column=one.column), part, row, "column")
        named = {folded(name) for name in (*self.policy.columns(), *(one.column for one in self.policy.breaks))}
        return [one for one in self.targets if {folded(one.code), folded(one.name)} & named]

    def _column(self, target: Target, known: Sequence[Field], ladders: Sequence[Ladder]) -> CheckedColumn:
        own = Vocabulary([one for one in known if one.sql != f"s.c{target.id}"], ladders)
        terms = Vocabulary([*known, *_of_price(target)], ladders)
        return CheckedColumn(
            target,
            tuple(self._rules(target, own)),
            self._rounding(target, known, ladders),
            tuple(self._guards(target, terms)),
            self._corridor(terms),
            self._of_breaks(target, known, ladders),
        )

    def _of_breaks(self, target: Target, known: Sequence[Field], ladders: Sequence[Ladder]) -> OfBreaks | None:
        if not any(not one.column or _names(one.column, target) for one in self.policy.breaks):
            return None
        terms = Vocabulary([*known, *OF_BREAK], ladders)
        rounding = self._rounding(target, known, ladders, of=OF_BREAK[0].sql)
        return OfBreaks(rounding, tuple(self._guards(target, terms)), self._corridor(terms))

    def _rules(self, target: Target, known: Vocabulary) -> Iterator[CheckedRule]:
        for row, rule in self._of(target, self.policy.rules):
            self._days(rule, "rules", row)
            condition = None
            if rule.condition.strip():
                condition = self._read(rule.condition, known, Kind.FLAG, "rules", row, "condition")
            price = self._read(rule.price, known, Kind.MONEY, "rules", row, "price")
            if price and (self.day is None or rule.holds_on(self.day)):
                yield CheckedRule(row, rule, condition, price)

    def _breaks(self, known: Sequence[Field], ladders: Sequence[Ladder]) -> Iterator[CheckedBreak]:
        """How many is told by inputs and names alone; the rest knows all columns too, and the price of its own."""
        of_product = Vocabulary([one for one in known if not _OF_COLUMN.fullmatch(one.sql)], ladders)
        of_price = Vocabulary([*known, OF_BREAK[0]], ladders)
        for row, rule in enumerate(self.policy.breaks, 1):
            self._days(rule, "breaks", row)
            condition = None
            if rule.condition.strip():
                condition = self._read(rule.condition, of_price, Kind.FLAG, "breaks", row, "condition")
            quantity = self._read(rule.from_quantity, of_product, Kind.NUMBER, "breaks", row, "from_quantity")
            price = self._read(rule.price, of_price, Kind.MONEY, "breaks", row, "price")
            if quantity and price and (self.day is None or rule.holds_on(self.day)):
                column = next((one.id for one in self.targets if _names(rule.column, one)), None)
                yield CheckedBreak(row, rule, column, condition, quantity, price)

    def _days(self, rule: Rule | BreakRule, part: str, row: int) -> None:
        if rule.since and rule.until and rule.since > rule.until:
            self._refuse(Refusal("policy.since_after_until"), part, row, "until")

    def _rounding(
        self, target: Target, known: Sequence[Field], ladders: Sequence[Ladder], of: str = ""
    ) -> Formula | None:
        found = list(self._of(target, self.policy.roundings))
        for row, _ in found[1:]:
            self._refuse(Refusal("policy.rounding_twice", column=target.name), "roundings", row, "column")
        price = Field(*OF_PRICE[0], of or f"s.r{target.id}")
        terms = Vocabulary([*(one for one in known if one.sql != f"s.c{target.id}"), price], ladders)
        for row, rounding in found[:1]:
            return self._read(rounding.formula, terms, Kind.MONEY, "roundings", row, "formula")
        return None

    def _guards(self, target: Target, terms: Vocabulary) -> Iterator[CheckedGuard]:
        for row, guard in enumerate(self.policy.guards, 1):
            if guard.column and not _names(guard.column, target):
                continue
            holds = self._read(guard.holds, terms, Kind.FLAG, "guards", row, "holds")
            if holds:
                yield CheckedGuard(row, guard.name, holds)

    def _corridor(self, terms: Vocabulary) -> Formula | None:
        if not self.policy.corridor.strip():
            return None
        return self._read(self.policy.corridor, terms, Kind.FLAG, "corridor", 1, "corridor")

    def _of(self, target: Target, rows: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        return ((row, one) for row, one in enumerate(rows, 1) if _names(one.column, target))


def _in_order(columns: Sequence[CheckedColumn]) -> Iterator[CheckedColumn]:
    """Each column after those that it names; refuses columns that name each other in a circle."""
    waiting = {one.target.id: one for one in columns}
    while waiting:
        ready = [one for one in waiting.values() if not one.made_by() & waiting.keys()]
        if not ready:
            raise Refusal("policy.columns_in_circle", columns=[one.target.name for one in waiting.values()])
        for one in ready:
            del waiting[one.target.id]
            yield one


def _standing(
    columns: Sequence[CheckedColumn], breaks: Sequence[CheckedBreak], targets: Sequence[Target]
) -> tuple[Target, ...]:
    named = {key for one in columns for key in one.made_by() | one.looks_at()}
    named |= {key for one in breaks for key in one.made_of()}
    named -= {one.target.id for one in columns}
    return tuple(one for one in targets if one.id in named)


def _columns_in(formulas: Iterable[Formula | None]) -> set[int]:
    names = {one.sql for formula in formulas if formula for one in formula.fields}
    return {int(sql.removeprefix("s.c")) for sql in names if _OF_COLUMN.fullmatch(sql)}


def _names(column: str, target: Target) -> bool:
    return folded(column) in {folded(target.code), folded(target.name)}


def _of_price(target: Target) -> tuple[Field, ...]:
    after, before = f"s.c{target.id}", f"s.b{target.id}"
    sql = {"price": after, "before": before, "change": f"s.m{target.id}"}
    return tuple(Field(name, russian, kind, sql[name]) for name, russian, kind in OF_PRICE)

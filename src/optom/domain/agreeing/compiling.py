"""The rules of terms with their formulas read, and what doesn't fit.

They are written as a policy of prices is (`policy.document`): tables, and rules in their order. What a rule gives here
is not a price: its ``column`` is the one by which the contract buys, its ``price`` the share that is taken off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from optom.base.formula import Formula, Kind, Vocabulary
from optom.base.formula.kinds import folded
from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.domain.costs.inputs import Input
from optom.domain.policy import queries as policies
from optom.domain.policy.queries import Policy, Rule
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.queries import ColumnRow

from . import inputs

MOST_RULES = 200
Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """A rule with its formulas; ``place`` counts all of them from 1. Without a column it leaves that as it is, without
    a formula of the discount nothing is taken off.
    """

    place: int
    rule: Rule
    column: ColumnRow | None
    condition: Formula | None
    discount: Formula | None

    @property
    def named(self) -> set[str]:
        """The fields that its formulas name."""
        return {one.name for formula in (self.condition, self.discount) if formula for one in formula.fields}


@dataclass(frozen=True, slots=True)
class Compiled:
    """Rules of a day that can be worked out, over these inputs."""

    rules: tuple[CheckedRule, ...]
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """As far as the rules can be read: their formulas where they stand, and all that is wrong."""

    formulas: Mapping[Place, Formula]
    wrong: tuple[Refusal, ...]


def checked(policy: Policy, *, at: datetime) -> Checked:
    """What `compiled` would refuse, told instead of raised, of rules of all days."""
    reading = _reading(policy, at)
    reading.rules(None)
    return Checked(reading.formulas, tuple(dict.fromkeys(reading.wrong)))


def compiled(policy: Policy, *, at: datetime, day: date) -> Compiled:
    """Read and check everything; worked out are the rules of ``day``.

    Refuses together, each with ``part``, ``row`` and ``cell``: all of ``formula.*``; `policy.column_unknown`,
    `policy.since_after_until`, `policy.too_many_rules`, `policy.table_empty`, `policy.rung_twice`, and without a place
    `agreeing.no_rules`.
    """
    reading = _reading(policy, at)
    rules = tuple(reading.rules(day))
    refuse_all(dict.fromkeys(reading.wrong) or ([] if policy.rules else [Refusal("agreeing.no_rules")]))
    return Compiled(rules, reading.known)


def _reading(policy: Policy, at: datetime) -> "_Reading":
    """What is wrong with tables is wrong with those of prices too."""
    reading = _Reading(policy, inputs.known(at=at), pricing.columns())
    reading.wrong += policies.faults(Policy(tables=policy.tables), at=at) if policy.tables else ()
    return reading


@dataclass
class _Reading:
    policy: Policy
    known: tuple[Input, ...]
    columns: Sequence[ColumnRow]
    wrong: list[Refusal] = field(default_factory=list)
    formulas: dict[Place, Formula] = field(default_factory=dict)

    def rules(self, day: date | None) -> list[CheckedRule]:
        """Those of a day (None: all), read."""
        rules = self.policy.rules
        if len(rules) > MOST_RULES:
            self._refuse(Refusal("policy.too_many_rules", most=MOST_RULES), "rules", MOST_RULES + 1, "name")
            return []
        fields = [replace(one.field, sql=f"s.i{place}") for place, one in enumerate(self.known)]
        vocabulary = Vocabulary(fields, [table.ladder() for table in self.policy.tables])
        read = [self._rule(rule, row, vocabulary) for row, rule in enumerate(rules, 1)]
        return [one for one in read if day is None or one.rule.holds_on(day)]

    def _rule(self, rule: Rule, row: int, known: Vocabulary) -> CheckedRule:
        if rule.since and rule.until and rule.until < rule.since:
            self._refuse(Refusal("policy.since_after_until"), "rules", row, "until")
        return CheckedRule(
            row,
            rule,
            self._column(rule.column, row),
            self._read(rule.condition, known, Kind.FLAG, ("rules", row, "condition")),
            self._read(rule.price, known, Kind.NUMBER, ("rules", row, "price")),
        )

    def _column(self, name: str, row: int) -> ColumnRow | None:
        found = next((one for one in self.columns if folded(name) in {folded(one.code), folded(one.name)}), None)
        if name and found is None:
            self._refuse(Refusal("policy.column_unknown", column=name), "rules", row, "column")
        return found

    def _read(self, text: str, known: Vocabulary, gives: Kind, where: Place) -> Formula | None:
        """Nothing where nothing stands."""
        if not text.strip():
            return None
        try:
            self.formulas[where] = Formula.read(text, known, gives=gives)
        except Refusal as refusal:
            self._refuse(refusal, *where)
        return self.formulas.get(where)

    def _refuse(self, refusal: Refusal, part: str, row: int, cell: str) -> None:
        facts = {"part": part, "row": row, "cell": cell}
        self.wrong.extend(Refusal(one.code, **{**one.facts, **facts}) for one in reasons_of(refusal))


def kept(policy: Policy, *, at: datetime) -> Policy:
    """As it is kept whoever writes it: formulas in English, columns by their codes; of other parts nothing."""
    codes = {folded(name): one.code for one in pricing.columns() for name in (one.name, one.code)}
    said = policies.written(policy, checked(policy, at=at).formulas, "en")
    rules = tuple(replace(one, column=codes.get(folded(one.column), one.column)) for one in said.rules)
    return Policy(tables=said.tables, rules=rules, four_eyes=said.four_eyes)


def used(rules: Iterable[CheckedRule]) -> set[str]:
    """The fields that some of the rules name."""
    return {name for rule in rules for name in rule.named}

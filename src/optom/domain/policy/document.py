"""The policy of prices as one value: what the director writes, compares, exports and takes back as a whole.

Formulas stand here as text in either language; `compiling.compile_policy` reads and checks them all.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from optom.base.formula import Kind, Ladder


@dataclass(frozen=True, slots=True)
class Named:
    """A formula with a name, which all that stands below may use: ``cost = IFBLANK(planned_cost, receipt_cost)``."""

    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class Rung:
    """From which sum or number on (or for which text) which value holds."""

    key: Decimal | str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """A named table for LOOKUP: mark-ups by cost, discounts by brand. ``key``, ``gives``: the kinds of both sides."""

    name: str
    key: Kind = Kind.MONEY
    gives: Kind = Kind.NUMBER
    rungs: tuple[Rung, ...] = ()

    def ladder(self) -> Ladder:
        """As formulas look into it."""
        return Ladder(self.name, self.key, self.gives, {rung.key: rung.value for rung in self.rungs})


@dataclass(frozen=True, slots=True)
class Rule:
    """Where ``condition`` holds (empty: everywhere) the column's price is ``price``; the first that holds is taken.

    Between ``since`` and ``until`` (both included; business days), else always. ``reason`` tells why it is so.
    """

    column: str
    price: str
    condition: str = ""
    name: str = ""
    since: date | None = None
    until: date | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is a day of the rule."""
        return _holds_on(self, day)


@dataclass(frozen=True, slots=True)
class BreakRule:
    """Where ``condition`` holds, the column (empty: each that is worked out) is sold at ``price`` from so many on.

    All rows that hold make breaks, beside each other; of those that come to the same quantity the first does. Days and
    reason as of a `Rule`.
    """

    column: str
    from_quantity: str
    price: str
    condition: str = ""
    name: str = ""
    since: date | None = None
    until: date | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether it is a day of the row."""
        return _holds_on(self, day)


@dataclass(frozen=True, slots=True)
class Rounding:
    """What becomes of the ``price`` that a rule has given: ``IF(price > 1000, CEILING(price, 10) - 1, price)``."""

    column: str
    formula: str


@dataclass(frozen=True, slots=True)
class Guard:
    """What must hold for a price to be published without being looked at, in one column or (empty) in all."""

    name: str
    holds: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """All of it, in the order of its working.

    ``corridor``: what may be published by itself; empty: nothing. ``cost``: what a product costs us, in roubles without
    VAT, against which margin is counted; empty: it is not. ``four_eyes``: who has worked a publication out does not
    approve it.
    """

    names: tuple[Named, ...] = ()
    tables: tuple[Table, ...] = ()
    rules: tuple[Rule, ...] = ()
    roundings: tuple[Rounding, ...] = ()
    guards: tuple[Guard, ...] = ()
    corridor: str = ""
    cost: str = ""
    four_eyes: bool = True
    breaks: tuple[BreakRule, ...] = ()

    def columns(self) -> tuple[str, ...]:
        """The codes of the columns for which it has rules, as they come first."""
        return tuple(dict.fromkeys(rule.column for rule in self.rules))


def as_json(policy: Policy) -> dict[str, Any]:
    """As it is kept and compared: texts, lists and objects only. `from_json` reads the same policy back."""
    kept = {name: list(part) if isinstance(part, tuple) else part for name, part in asdict(policy).items()}
    for table in kept["tables"]:
        table["rungs"] = [[str(rung["key"]), str(rung["value"])] for rung in table["rungs"]]
    for rule in (*kept["rules"], *kept["breaks"]):
        rule["since"], rule["until"] = _day_text(rule["since"]), _day_text(rule["until"])
    return kept


def from_json(kept: Mapping[str, Any]) -> Policy:
    """The policy that was kept."""
    return Policy(
        names=tuple(Named(**one) for one in kept["names"]),
        tables=tuple(map(_table, kept["tables"])),
        rules=tuple(Rule(**_with_days(one)) for one in kept["rules"]),
        roundings=tuple(Rounding(**one) for one in kept["roundings"]),
        guards=tuple(Guard(**one) for one in kept["guards"]),
        corridor=kept["corridor"],
        cost=kept.get("cost", ""),  # versions of before had none
        four_eyes=kept["four_eyes"],
        breaks=tuple(BreakRule(**_with_days(one)) for one in kept.get("breaks", ())),  # nor these
    )


def _table(kept: Mapping[str, Any]) -> Table:
    key = Kind(kept["key"])
    rungs = (Rung(text if key == Kind.TEXT else Decimal(text), Decimal(value)) for text, value in kept["rungs"])
    return Table(kept["name"], key, Kind(kept["gives"]), tuple(rungs))


def _with_days(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**kept, "since": _day(kept["since"]), "until": _day(kept["until"])}


def _holds_on(row: Rule | BreakRule, day: date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_text(day: date | None) -> str | None:
    return day.isoformat() if day else None

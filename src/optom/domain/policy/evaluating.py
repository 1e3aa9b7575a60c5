"""The SQL that works a compiled policy out over a set of products: one statement, whatever their number.

Each stage is a subquery that adds columns to all of the one below it: inputs ``i``, prices in force ``b``, names ``n``,
then for each layer of columns the rule that holds ``k``, its price ``r`` and the rounded price ``c``. Breaks are made
of a product whose columns are all made (`breaks`). A value is worked
out once and named; ``offset '0'`` keeps the planner from writing it out again wherever it is used (as a number it would
also keep several processes from sharing the work).
"""

from collections.abc import Sequence
from dataclasses import replace

from optom.base.formula.functions.numbers import ratio_sql
from optom.domain.costs.inputs import Input

from . import breaks
from .compiling import CheckedColumn, Compiled
from .judging import BLANK, MOST, OF_HELD, priced_sql, stays_sql


def proposed(compiled: Compiled, *, with_corridor: bool) -> str:
    """Rows ``column_id, product_id, from_quantity, before, amount, rule, guard, in_corridor`` of what rules make.

    ``from_quantity`` is 0 but for breaks, of which those in force are told too that no row makes any more. ``guard`` is
    the first that does not hold of a price that moves, `BLANK` where there is no price; ``rule`` counts from 1, for
    breaks above `OF_BREAKS`. ``%(products)s`` bounds the set; null: all. What lies in the corridor is told where
    ``with_corridor`` asks for it.
    """
    text = _of_products(compiled)
    for name, formula in compiled.names:  # each may use those above it
        text = _stage(text, f"{formula.sql} as {name.sql[2:]}")
    for layer in _layers(compiled.columns):
        text = _stage(text, *map(_rule, layer))
        text = _stage(text, *map(_price, layer))
        text = _stage(text, *map(_rounded, layer))
    text = _stage(text, *(_change(column) for column in compiled.columns if column.asks_for_change()))
    keys = {column.target.id for column in compiled.columns}
    for layer in _layers(compiled.columns):
        text = _stage(text, *(_held(column, keys) for column in layer))
    return f"""
        select v.column_id, s.product_id, v.from_quantity, v.before, v.amount, v.rule, v.guard, v.in_corridor
        from {text} s
        cross join lateral ({_made(compiled, with_corridor=with_corridor)})
            v(column_id, from_quantity, before, amount, rule, guard, in_corridor)
        where v.rule is not null or v.from_quantity > 0
    """  # noqa: S608 -- formulas compiled by us


def inputs(compiled: Compiled) -> str:
    """One row a product: what the policy knows of it, ``i`` and ``b`` by their places, and its breaks in force."""
    beside = f", {breaks.IN_FORCE}" if compiled.with_breaks() else ""
    return f"select s.*{beside} from {_of_products(compiled)} s"  # noqa: S608 -- see proposed


def _made(compiled: Compiled, *, with_corridor: bool) -> str:
    rows = ", ".join(_row(column, with_corridor=with_corridor) for column in compiled.columns)
    if not compiled.with_breaks():
        return f"values {rows}"
    return f"values {rows} union all {breaks.laid_out(compiled, with_corridor=with_corridor)}"


def costs(compiled: Compiled) -> str:
    """Rows ``product_id, cost``: what the policy says that goods cost us; null where it can't be told, or could be no
    price either.

    ``%(products)s`` bounds the set; null: all. Only what the formula needs is looked up.
    """
    needed = _needed_for_cost(compiled)
    text = _of_products(needed)
    for name, formula in needed.names:
        text = _stage(text, f"{formula.sql} as {name.sql[2:]}")
    cost = needed.cost.sql if needed.cost else "null::numeric"
    return f"select s.product_id, nullif(least({cost}, {MOST}), {MOST}) as cost from {text} s"  # noqa: S608 -- see proposed


def _needed_for_cost(compiled: Compiled) -> Compiled:
    """The same without columns, with those names alone of which the cost is made."""
    asked = {one.sql for one in compiled.cost.fields} if compiled.cost else set()
    names = []
    for name, formula in reversed(compiled.names):  # each may use those above it
        if name.sql in asked:
            asked |= {one.sql for one in formula.fields}
            names.append((name, formula))
    return replace(compiled, names=tuple(reversed(names)), columns=(), standing=(), breaks=())


def used_inputs(compiled: Compiled) -> list[tuple[int, Input]]:
    """The inputs that some formula names, by their places; those of the cost where it is all that is asked for."""
    formulas = [formula for _, formula in compiled.names]
    formulas += [compiled.cost] if compiled.cost and not compiled.columns else []
    for column in compiled.columns:
        formulas += [one for rule in column.rules for one in (rule.condition, rule.price) if one]
        formulas += [one for one in (column.rounding, column.corridor) if one]
        formulas += [guard.holds for guard in column.guards]
    formulas += breaks.formulas(compiled) if compiled.columns else []
    named = {field.sql for formula in formulas for field in formula.fields}
    return [(place, one) for place, one in enumerate(compiled.inputs) if f"s.i{place}" in named]


def _of_products(compiled: Compiled) -> str:
    used = used_inputs(compiled)
    needed = dict.fromkeys(join for _, one in used for join in one.joins)
    chosen = ["p.id as product_id", *(f"{one.field.sql} as i{place}" for place, one in used)]
    worked_out = [(column.target.id, "b") for column in compiled.columns]
    for key, name in (*worked_out, *((one.id, "c") for one in compiled.standing)):
        chosen.append(f"b{key}.amount as {name}{key}")
        needed[f"left join pricing_columnprice b{key} on b{key}.column_id = {key} and b{key}.product_id = p.id"] = None
    return f"""(
        select {", ".join(chosen)}
        from catalog_product p {" ".join(needed)}
        where p.is_active and (%(products)s::bigint[] is null or p.id = any(%(products)s::bigint[]))
        offset '0'
    )"""  # noqa: S608 -- see proposed


def _stage(below: str, *added: str) -> str:
    if not added:
        return below
    return f"(select s.*, {', '.join(added)} from {below} s offset '0')"  # noqa: S608 -- see proposed


def _layers(columns: Sequence[CheckedColumn]) -> list[list[CheckedColumn]]:
    """Columns that name none of each other are worked out together."""
    layers: list[list[CheckedColumn]] = []
    for column in columns:  # already after those that it names
        below = [place for place, layer in enumerate(layers) for one in layer if _names(column, one)]
        place = max(below, default=-1) + 1
        if place == len(layers):
            layers.append([])
        layers[place].append(column)
    return layers


def _names(column: CheckedColumn, other: CheckedColumn) -> bool:
    return other.target.id in column.made_by()


def _rule(column: CheckedColumn) -> str:
    turns = " ".join(
        f"when {rule.condition.sql if rule.condition else 'true'} then {rule.place}" for rule in column.rules
    )
    return f"{f'case {turns} end' if turns else 'null::integer'} as k{column.target.id}"


def _price(column: CheckedColumn) -> str:
    key = column.target.id
    turns = " ".join(f"when {rule.place} then {rule.price.sql}" for rule in column.rules)
    return f"{f'case s.k{key} {turns} end' if turns else 'null::numeric'} as r{key}"


def _rounded(column: CheckedColumn) -> str:
    """Where no rule holds, the price in force stays, for columns that are made of this one too."""
    key = column.target.id
    price = column.rounding.sql if column.rounding else f"round(s.r{key}, 2)"
    return f"case when s.k{key} is null then s.b{key} else {priced_sql(price)} end as c{key}"


def _change(column: CheckedColumn) -> str:
    """By which part of itself the price moves; most do not, and a division is dear."""
    after, before = f"s.c{column.target.id}", f"s.b{column.target.id}"
    moved = ratio_sql(f"({after} - {before})", before)
    return f"case when {after} = {before} then 0 else {moved} end as m{column.target.id}"


def _held(column: CheckedColumn, worked_out: set[int]) -> str:
    """The first guard that the price does not satisfy, else whether a price that makes it is held back.

    What stays as it is is held back by none.
    """
    key = column.target.id
    turns = "".join(f" when not {guard.holds.sql} then {guard.place}" for guard in column.guards)
    made_of = [(rule.place, columns) for rule in column.rules if (columns := column.made_of(rule) & worked_out)]
    if made_of:
        held = "".join(f" when {place} then {' or '.join(map(stays_sql, sorted(of)))}" for place, of in made_of)
        turns += f" when case s.k{key}{held} end then {OF_HELD}"
    stays = f"s.k{key} is null or s.c{key} = s.b{key}"
    return f"case when {stays} then null when s.c{key} is null then {BLANK}{turns} end as h{key}"


def _row(column: CheckedColumn, *, with_corridor: bool) -> str:
    key = column.target.id
    corridor = column.corridor.sql if column.corridor and with_corridor else "false"
    return f"({key}::bigint, 0::numeric, s.b{key}, s.c{key}, s.k{key}, s.h{key}, {corridor})"

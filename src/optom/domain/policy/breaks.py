"""The SQL of quantity breaks that rows of the policy make, for a product ``s`` of which all columns are worked out.

A row stands for a column or for each, so its formulas are written once, over ``w``: a break that is being made, with
the price of its column, then its own. A statement without such rows has nothing of this.
"""

from collections.abc import Iterable

from optom.base.formula import Formula
from optom.base.formula.functions.numbers import ratio_sql

from .compiling import CheckedBreak, CheckedColumn, Compiled
from .judging import BLANK, MOST, OF_BREAKS, OF_HELD, priced_sql, stays_sql


def laid_out(compiled: Compiled, *, with_corridor: bool) -> str:
    """Rows ``column_id, from_quantity, before, amount, rule, guard, in_corridor``: breaks made, and in force.

    ``amount`` is null where no row makes the break any more, where it would be no lower than the price before it, and
    where it can't be worked out (`BLANK`). Where somebody has set breaks of a product by hand, there are no rows. A
    ladder is held back, and lies in the corridor, as a whole and with its column's price: else it would not descend.
    """
    is_held = "(w.broken is not null or w.is_of_held) and w.price is distinct from w.before"
    is_in = "w.is_in or w.price is not distinct from w.before"
    return f"""
        select w.column_id, w.from_quantity, w.before, w.price, {OF_BREAKS} + w.rule,
            coalesce(w.broken, case when w.is_held then {OF_HELD} end), w.is_in
        from (
            select w.column_id, w.from_quantity, w.before, w.price, w.rule, w.broken,
                w.is_held or w.is_of_held or bool_or({is_held}) over of_column as is_held,
                w.is_inside and bool_and({is_in}) over of_column as is_in,
                bool_or(w.is_by_hand) over of_column as is_by_hand
            from ({_guarded(compiled, with_corridor=with_corridor)}) w
            window of_column as (partition by w.column_id)
        ) w
        where not w.is_by_hand
    """  # noqa: S608 -- formulas compiled by us


def _columns(compiled: Compiled, *, with_corridor: bool) -> str:
    rows = ", ".join(
        f"({key}::bigint, s.c{key}, {stays_sql(key)}, {_moves_inside(column, with_corridor=with_corridor)})"
        for column in compiled.with_breaks()
        for key in [column.target.id]
    )
    return f"(values {rows}) c(column_id, price, is_held, is_inside)"


def _moves_inside(column: CheckedColumn, *, with_corridor: bool) -> str:
    """Whether the column's own price stays or is published by itself."""
    corridor = column.corridor.sql if column.corridor and with_corridor else "false"
    return f"(s.c{column.target.id} is not distinct from s.b{column.target.id} or {corridor})"


def _counted(compiled: Compiled) -> str:
    """Which rows make a break from how many on; the price is the column's."""
    rows = ", ".join(["(0, 0::bigint)", *(f"({one.place}, {one.column or 'null'})" for one in compiled.breaks)])
    quantity = _by_rule((one, f"case when {_condition(one)} then round({one.from_quantity.sql}, 3) end")
                        for one in compiled.breaks)  # fmt: skip
    return f"""
        select w.column_id, w.price, w.rule, {quantity} as from_quantity
        from (
            select c.column_id, c.price, r.rule from {_columns(compiled, with_corridor=False)}
            join (values {rows}) r(rule, of_column) on r.of_column is null or r.of_column = c.column_id
            offset '0'
        ) w
        offset '0'
    """  # noqa: S608 -- see laid_out


def _condition(row: CheckedBreak) -> str:
    return row.condition.sql if row.condition else "true"


def _given(compiled: Compiled) -> str:
    """What the first row of each quantity gives."""
    worked_out = {column.target.id for column in compiled.columns}
    held = [(one, " or ".join(map(stays_sql, sorted(one.made_of() & worked_out)))) for one in compiled.breaks]
    return f"""
        select distinct on (w.column_id, w.from_quantity) w.column_id, w.from_quantity, w.rule, w.price as of_one,
            {_by_rule((one, one.price.sql) for one in compiled.breaks)} as price,
            coalesce({_by_rule(((one, text) for one, text in held if text), "boolean")}, false) as is_of_held
        from ({_counted(compiled)}) w
        where w.from_quantity > 0 and w.from_quantity < {MOST}
        order by w.column_id, w.from_quantity, w.rule
        offset '0'
    """  # noqa: S608 -- see laid_out


def _descending(compiled: Compiled) -> str:
    """Rounded as the column is; lower than the column's price and whatever stands before it, or no break."""
    roundings = [(one, _rounding(one)) for one in compiled.with_breaks()]
    return f"""
        select w.*, w.of_one is not null and w.price < least(w.of_one, min(w.price) over (
            partition by w.column_id order by w.from_quantity rows between unbounded preceding and 1 preceding
        )) as is_lower
        from (
            select w.column_id, w.from_quantity, w.rule, w.of_one, w.is_of_held,
                {priced_sql(_by_column(roundings))} as price
            from ({_given(compiled)}) w
            offset '0'
        ) w
    """  # noqa: S608 -- see laid_out


def _rounding(column: CheckedColumn) -> str:
    rounding = column.of_breaks.rounding if column.of_breaks else None
    return rounding.sql if rounding else "round(w.price, 2)"


def _beside_those_in_force(compiled: Compiled) -> str:
    keys = ", ".join(str(column.target.id) for column in compiled.with_breaks())
    return f"""
        select w.*, {ratio_sql("(w.price - w.before)", "w.before")} as change
        from (
            select coalesce(w.column_id, f.column_id) as column_id, coalesce(w.from_quantity, f.from_quantity)
                    as from_quantity,
                w.rule, f.amount as before, case when w.is_lower then w.price end as price,
                w.rule is not null and w.price is null as is_blank, coalesce(w.is_of_held, false) as is_of_held,
                f.owner_id is not null as is_by_hand
            from ({_descending(compiled)}) w
            full join (
                select b.column_id, b.from_quantity, b.amount, b.owner_id from pricing_break b
                where b.product_id = s.product_id and b.column_id in ({keys})
            ) f on f.column_id = w.column_id and f.from_quantity = w.from_quantity
            offset '0'
        ) w
        offset '0'
    """  # noqa: S608 -- see laid_out


def _guarded(compiled: Compiled, *, with_corridor: bool) -> str:
    """With the first guard that a break does not satisfy; one that ends has none."""
    corridors = [(one, one.of_breaks.corridor) for one in compiled.with_breaks() if one.of_breaks and with_corridor]
    return f"""
        select w.*, c.is_held, c.is_inside,
            case when w.is_blank then {BLANK} when w.price is not null then {_first_broken(compiled)} end as broken,
            coalesce({_by_column(((one, found.sql) for one, found in corridors if found), "boolean")}, false) as is_in
        from ({_beside_those_in_force(compiled)}) w
        join {_columns(compiled, with_corridor=with_corridor)} on c.column_id = w.column_id
        offset '0'
    """  # noqa: S608 -- see laid_out


def _first_broken(compiled: Compiled) -> str:
    turns = []
    for column in compiled.with_breaks():
        guards = column.of_breaks.guards if column.of_breaks else ()
        broken = "".join(f" when not {guard.holds.sql} then {guard.place}" for guard in guards)
        turns += [(column, f"case{broken} end")] if broken else []
    return _by_column(turns, "integer")


def _by_rule(turns: Iterable[tuple[CheckedBreak, str]], kind: str = "numeric") -> str:
    return _case("w.rule", ((one.place, text) for one, text in turns), kind)


def _by_column(turns: Iterable[tuple[CheckedColumn, str]], kind: str = "numeric") -> str:
    return _case("w.column_id", ((one.target.id, text) for one, text in turns), kind)


def _case(of: str, turns: Iterable[tuple[int, str]], kind: str) -> str:
    text = "".join(f" when {key} then {value}" for key, value in turns)
    return f"(case {of}{text} end)" if text else f"null::{kind}"


def formulas(compiled: Compiled) -> list[Formula]:
    """All that makes and judges breaks."""
    found = [one for row in compiled.breaks for one in (row.condition, row.from_quantity, row.price) if one]
    return found + [one for column in compiled.with_breaks() if column.of_breaks for one in column.of_breaks.formulas()]


IN_FORCE = """(
    select array_agg(array[b.column_id, b.from_quantity, b.amount, (b.owner_id is not null)::int]::numeric[])
    from pricing_break b where b.product_id = s.product_id
) as breaks"""
"""Breaks of a product: column, from how many, price, whether somebody has set it by hand."""

"""The floor of repricing: the formulas written out by hand in one statement, its rows published by three more."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from optom.domain.pricing.models import Column

RUNGS = ((Decimal(0), Decimal("1.5")), (Decimal(1000), Decimal("1.35")), (Decimal(5000), Decimal("1.2")))


def share(place: int) -> Decimal:
    """What part of the first column's price the column at this place has."""
    return 1 - Decimal(place) / 50


def work_out(columns: Sequence[Column]) -> None:
    """What moves, with the guard that holds it back where one does, in a table of this transaction."""
    keys = [column.pk for column in columns]
    first, *others = keys
    joins = "\n".join(
        f"left join pricing_columnprice b{key} on b{key}.column_id = {key} and b{key}.product_id = p.id" for key in keys
    )
    made = "\n".join(
        f"cross join lateral (select {_rounded(f'c{first}.y * {share(place)}')} as y offset 0) c{key}"
        for place, key in enumerate(others, 1)
    )
    rows = ", ".join(f"({key}, b{key}.amount, c{key}.y)" for key in keys)
    _run("drop table if exists by_hand")
    _run(
        f"""
        create temp table by_hand on commit drop as
        select v.column_id, p.id as product_id, v.before, v.amount,
            case
                when v.amount < f.amount * 1.02 then 1
                when coalesce(abs(v.amount - v.before) / v.before, 0) > 0.2 then 2
            end as guard
        from catalog_product p
        join catalog_brand b on b.id = p.brand_id
        join costs_input i on i.name = 'planned_cost'
        join costs_figure f on f.input_id = i.id and f.product_id = p.id
        {joins}
        cross join lateral (
            select case when f.amount >= 5000 then 1.2 when f.amount >= 1000 then 1.35 else 1.5 end as m offset 0
        ) m
        cross join lateral (
            select f.amount * 1.02 * m.m as x
            offset 0
        ) x
        cross join lateral (select case when b.name = 'Bosch' then round(x.x, 0) else x.x end as x offset 0) r
        cross join lateral (select {_rounded("r.x")} as y offset 0) c{first}
        {made}
        cross join lateral (values {rows}) v(column_id, before, amount)
        where p.is_active and v.amount is distinct from v.before
        """  # noqa: S608 -- numbers of our own
    )


def _rounded(price: str) -> str:
    return f"case when {price} > 1000 then ceil({price} / 10) * 10 - 1 else round({price}, 2) end"


def publish(at: datetime) -> None:
    """Its rows become the prices in force, each change with its history."""
    _run(
        """
        update pricing_columnprice p set amount = w.amount
        from by_hand w
        where w.before is not null and w.guard is null and p.column_id = w.column_id and p.product_id = w.product_id
        """
    )
    _run(
        """
        insert into pricing_columnprice (column_id, product_id, amount)
        select column_id, product_id, amount from by_hand where before is null and guard is null
        order by column_id, product_id
        """
    )
    _run(
        """
        insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source)
        select column_id, product_id, 0, amount, %(at)s, 'floor' from by_hand where guard is null
        order by column_id, product_id
        """,
        at=at,
    )


def published() -> tuple[Any, ...]:
    """How many prices moved, and what they come to."""
    return _row("select count(*), sum(amount) from by_hand where guard is null")


def in_force(columns: Sequence[Column]) -> tuple[Any, ...]:
    """The same by the ledger: what moved last in these columns."""
    return _row(
        """
        select count(*), sum(amount) from pricing_pricechange
        where column_id = any(%(columns)s) and source like 'policy.%%'
        """,
        columns=[column.pk for column in columns],
    )


def _run(text: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)


def _row(text: str, **values: Any) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        row: tuple[Any, ...] = cursor.fetchone()
        return row

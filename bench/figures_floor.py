"""The floor of a list of figures: copied, named by article and brand, merged with its history by plain SQL."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from optom.domain.catalog.rules import normalise_brand, normalise_code

_STAGE = "create temp table floor_told (norm text, brand text, amount numeric)"
_NAMED = """
create temp table floor_figure as
select p.id as product_id, s.amount, f.amount as before
from floor_told s
join catalog_brand b on b.norm = s.brand
join catalog_code c on c.norm = s.norm and c.kind = 'a'
join catalog_product p on p.id = c.product_id and p.brand_id = b.id
left join costs_figure f on f.input_id = %(input)s and f.product_id = p.id
where f.amount is distinct from s.amount
"""
_CHANGE = """
update costs_figure f set amount = n.amount from floor_figure n
where n.before is not null and f.input_id = %(input)s and f.product_id = n.product_id
"""
_ADD = """
insert into costs_figure (input_id, product_id, amount)
select %(input)s, product_id, amount from floor_figure where before is null order by product_id
"""
_REMEMBER = """
insert into costs_figurechange (input_id, product_id, amount, at, source)
select %(input)s, product_id, amount, %(at)s, 'floor' from floor_figure order by product_id
"""


def run(told: Iterable[tuple[str, str, Decimal]], input_id: int, at: datetime) -> None:
    """Copy, name, merge."""
    values: dict[str, Any] = {"input": input_id, "at": at}
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists floor_told, floor_figure")
        cursor.execute(_STAGE)
        with cursor.copy("copy floor_told from stdin") as copy:
            for article, brand, amount in told:
                copy.write_row((normalise_code(article), normalise_brand(brand), amount))
        cursor.execute("analyze floor_told")
        for text in (_NAMED, _CHANGE, _ADD, _REMEMBER):
            cursor.execute(text, values)

"""The floor of a supplier's list: the same file read by polars, copied, merged by plain SQL into the same tables."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection

from optom.domain.catalog.rules import normalise_code
from optom.domain.suppliers.models import FeedRun

_STAGE = "create temp table floor_row (norm text, brand_norm text, article text, brand text, name text, price numeric, "
_STAGE += "stock numeric, multiple numeric)"
_ADD = """
insert into suppliers_offer (
    supplier_id, feed_id, number, article, norm, brand, brand_norm, name, barcode, unit, category, product_id, matched
)
select distinct on (r.brand_norm, r.norm) %(supplier)s, %(feed)s, r.brand_norm || '/' || r.norm, r.article, r.norm,
    r.brand, r.brand_norm, r.name, '', '', '', p.id, case when p.id is null then '' else 'article' end
from floor_row r
left join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = r.brand_norm || '/' || r.norm
left join catalog_brand b on b.norm = r.brand_norm
left join catalog_code c on c.norm = r.norm and c.kind = 'a'
    and exists (select from catalog_product q where q.id = c.product_id and q.brand_id = b.id)
left join catalog_product p on p.id = c.product_id
where o.id is null
"""
_TERMS = """
with written as (
    insert into suppliers_terms (
        offer_id, price, currency, with_vat, stock, stock_said, multiple, breaks, is_listed, since
    )
    select o.id, r.price, 'RUB', true, r.stock, '', r.multiple, '', true, %(at)s
    from floor_row r
    join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = r.brand_norm || '/' || r.norm
    left join suppliers_terms t on t.offer_id = o.id
    where (t.price, t.stock, t.multiple) is distinct from (r.price, r.stock, r.multiple)
    on conflict (offer_id) do update set price = excluded.price, stock = excluded.stock, since = excluded.since
    returning offer_id, price, stock
)
insert into suppliers_offerchange (offer_id, run_id, at, price, currency, stock, is_listed)
select offer_id, %(run)s, %(at)s, price, 'RUB', stock, true from written
"""


def run(path: Path, run: FeedRun, at: datetime) -> None:
    """Read, copy, merge."""
    frame = (
        pl.read_csv(path, separator=";", infer_schema=False)
        if path.suffix == ".csv"
        else pl.read_excel(path, infer_schema_length=0)
    )
    known = {text: normalise_code(text) for name in ("Артикул", "Бренд") for text in frame[name].unique()}
    norms = [pl.col(name).replace_strict(known) for name in ("Артикул", "Бренд")]
    buffer = BytesIO()
    frame.select(norms[0].alias("n"), norms[1].alias("b"), *frame.columns).write_csv(buffer, include_header=False)
    values: dict[str, Any] = {"supplier": run.feed.supplier_id, "feed": run.feed_id, "run": run.pk, "at": at}
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists floor_row")
        cursor.execute(_STAGE)
        with cursor.copy("copy floor_row from stdin with (format csv)") as copy:
            copy.write(buffer.getvalue())
        cursor.execute("analyze floor_row")
        cursor.execute(_ADD, values)
        cursor.execute("analyze suppliers_offer")
        cursor.execute(_TERMS, values)

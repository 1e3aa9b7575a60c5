"""The floor of issuing a quote: priced, its days found, numbered and written in one statement of hand-written SQL.

The paper's payload holds what it says of each line, once, where the program's also holds it as it is printed; a hash of
what it was drawn from and the journal stand in both.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import Connection, Cursor

from bench.order_floor import PRICES

_QUOTE = """,
warehouses as materialized (
    select w.id from stock_warehouse w where w.is_active and (
        not exists (select from stock_contractwarehouse c where c.contract_id = %(contract)s)
        or w.id in (select c.warehouse_id from stock_contractwarehouse c where c.contract_id = %(contract)s))
),
sources as materialized (
    select b.product_id, null::date as expected_on, sum(b.on_hand - b.held) as free from stock_balance b
    where b.product_id = any(%(products)s::bigint[]) and b.warehouse_id in (select id from warehouses) group by 1
    union all
    select a.product_id, a.expected_on, sum(a.quantity - a.received - a.held) from stock_arrival a
    where a.product_id = any(%(products)s::bigint[]) and a.received < a.quantity
        and a.warehouse_id in (select id from warehouses) group by 1, 2
),
parts as materialized (
    select product_id, jsonb_agg(jsonb_build_object('on', expected_on, 'quantity', least(free, quantity - before)::text)
            order by expected_on nulls first) as parts,
        max(expected_on) as comes_on, sum(least(free, quantity - before)) as known
    from (
        select s.product_id, s.expected_on, s.free, w.quantity,
            sum(s.free) over (partition by s.product_id order by s.expected_on nulls first) - s.free as before
        from sources s join priced w on w.id = s.product_id where s.free > 0
    ) s where before < quantity group by 1
),
lines as materialized (
    select w.position, p.id as product_id, p.article, b.name as brand, coalesce(g.name, '') as group_name, p.name,
        u.name as unit, p.weight, w.quantity, w.price, w.percent, s.sum,
        coalesce(round(s.sum * w.percent / (100 + w.percent), 2), 0) as vat,
        coalesce(f.parts, '[]') as parts, f.comes_on, w.quantity - coalesce(f.known, 0) as waits
    from priced w
    join catalog_product p on p.id = w.id
    left join catalog_brand b on b.id = p.brand_id
    left join catalog_group g on g.id = p.group_id
    left join catalog_unit u on u.id = p.unit_id
    left join parts f on f.product_id = w.id
    cross join lateral (select round(w.price * w.quantity, 2) + case when w.vat_included is false
        then round(round(w.price * w.quantity, 2) * w.percent / 100, 2) else 0 end as sum) s
    where w.is_visible and w.price is not null
),
account as materialized (select a.contract_id from credit_account a where a.contract_id = %(contract)s for update),
numbered as (
    insert into documents_sequence as s (owner, kind, year, last)
    select c.seller_id, 'quote', extract(year from %(at)s::timestamptz), 1
    from companies_contract c join account on account.contract_id = c.id
    on conflict (owner, kind, year) do update set last = s.last + 1
    returning owner, year, last
),
paper as (
    insert into documents_paper (kind, owner, year, serial, number, title, issued_at, company_id, contract_id, subject,
        payload, template, source_sha256, renderer)
    select 'quote', n.owner, n.year, n.last, n.last::text, 'Коммерческое предложение', %(at)s, %(company)s,
        %(contract)s, '', said.payload, 'bench', encode(sha256(convert_to(said.payload::text, 'UTF8')), 'hex'), ''
    from numbered n cross join (
        select jsonb_agg(to_jsonb(l) - 'product_id' order by position) as payload from lines l
    ) said
    returning id, number
),
quote as (
    insert into quotes_quote (contract_id, company_id, key, number, paper_id, issued_at, issued_by_id, valid_until,
        note, lines, total, vat)
    select %(contract)s, %(company)s, %(key)s, p.number, p.id, %(at)s, %(actor)s,
        %(at)s::timestamptz + interval '7 days', '', t.lines, t.total, t.vat
    from paper p cross join (select count(*) as lines, sum(sum) as total, sum(vat) as vat from lines) t
    returning id
),
entry as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select %(at)s, %(actor)s, 'quotes.issue_quote', 'quotes.quote:' || id, %(company)s,
        jsonb_build_object('contract', %(contract)s::bigint, 'quote', id)
    from quote
)
insert into quotes_quoteline (quote_id, company_id, position, product_id, article, brand, "group", name, unit, weight,
    quantity, price, vat_percent, sum, vat, parts, comes_on, waits)
select q.id, %(company)s, l.position, l.product_id, l.article, l.brand, l.group_name, l.name, l.unit, l.weight,
    l.quantity, l.price, l.percent, l.sum, l.vat, l.parts, l.comes_on, l.waits
from quote q cross join lines l
"""

_COMPANY = "select c.company_id from companies_contract c where c.id = %(contract)s and c.is_active"


def issue(
    floor: Connection[Any], *, contract: int, actor: int, key: str, quantities: Mapping[int, Decimal], at: datetime
) -> int:
    """How many lines were promised."""
    named: dict[str, Any] = {"contract": contract, "actor": actor, "key": key, "at": at}
    asked = {"products": list(quantities), "quantities": list(quantities.values())}
    with floor.transaction(), Cursor(floor) as cursor:
        row = cursor.execute(_COMPANY, named).fetchone()
        assert row is not None
        return cursor.execute(PRICES + _QUOTE, named | asked | {"company": row[0]}).rowcount

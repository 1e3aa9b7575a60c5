-- The quote with all its lines.
with issued as (
    insert into quotes_quote (
        contract_id, company_id, key, number, paper_id, issued_at, issued_by_id, valid_until, note, lines, total, vat,
        came_from_id
    )
    values (
        %(contract)s, %(company)s, %(key)s, %(number)s, %(paper)s, %(at)s, %(actor)s, %(valid_until)s, %(note)s,
        cardinality(%(products)s::bigint[]), %(total)s, %(vat)s, %(came_from)s::bigint
    )
    returning id
)
insert into quotes_quoteline (
    quote_id, company_id, position, product_id, article, brand, "group", name, unit, weight, quantity, price, vat_percent,
    sum, vat, parts, comes_on, waits
)
select issued.id, %(company)s, l.position, l.product_id, l.article, l.brand, l.group_name, l.name, l.unit, l.weight,
    l.quantity, l.price, l.vat_percent, l.sum, l.vat, l.parts::jsonb, l.comes_on, l.waits
from issued
cross join unnest(
    %(products)s::bigint[], %(articles)s::text[], %(brands)s::text[], %(groups)s::text[], %(names)s::text[],
    %(units)s::text[], %(weights)s::numeric[], %(quantities)s::numeric[], %(prices)s::numeric[],
    %(vat_percents)s::numeric[], %(sums)s::numeric[], %(vats)s::numeric[], %(parts)s::text[], %(days)s::date[],
    %(waits)s::numeric[]
) with ordinality as l(product_id, article, brand, group_name, name, unit, weight, quantity, price, vat_percent, sum, vat,
    parts, comes_on, waits, position)
returning quote_id

-- Every staged price with its keys, or what is wrong with it: products by article and brand, or by the source's identifier;
-- columns by code or name. Of prices that differ for one thing the last stands, the others are told. What could not be read
-- says nothing but that it is named.
create temp table resolved_prices on commit drop as
with named as (
    select distinct product, norm, brand from staged_prices
),
known as (
    select n.product, n.brand, coalesce(e.id, f.id) as id,
        case when e.id is not null then 1 else f.many end as many
    from named n
    left join catalog_product e on e.external_id = n.product
    cross join lateral catalog_named(case when e.id is null then n.norm end, n.brand) f
),
kinds as (
    select k.column_key, case when count(distinct c.id) = 1 then min(c.id) end as id
    from (select distinct column_key from staged_prices) k
    left join pricing_column c on lower(k.column_key) in (lower(c.code), lower(c.name))
    group by k.column_key
),
priced as (
    select s.*, k.id as product_id, k.many, c.id as column_id, n.currency as column_currency,
        row_number() over later as place, first_value(s.amount) over later as last
    from staged_prices s
    join known k on k.product = s.product and k.brand = s.brand
    join kinds c on c.column_key = s.column_key
    left join pricing_column n on n.id = c.id
    window later as (
        partition by k.id, c.id, s.from_quantity, case when k.many <> 1 or c.id is null then s.seq end order by s.seq desc
    )
)
select product, norm, column_key, case when many = 1 then product_id end as product_id, column_id, from_quantity, amount, currency,
    origin, place = 1 as is_named,
    case
        when is_unread then 'pricing.unread'
        when many = 0 then 'pricing.unknown_product'
        when many > 1 then 'pricing.needs_brand'
        when column_id is null then 'pricing.unknown_column'
        when currency <> column_currency then 'pricing.other_currency'
        when place > 1 then 'pricing.named_twice'
    end as wrong
from priced
where place = 1 or amount is distinct from last

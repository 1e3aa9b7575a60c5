-- Every staged price with its keys, or what is wrong with it: products by article and brand, or by the source's identifier in
-- their place; where these are two, nothing is guessed, and both are named. Columns by code or name. Of prices that differ for
-- one thing the last stands, the others are told. What could not be read says nothing but that it is named.
create temp table resolved_prices on commit drop as
with called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from staged_prices) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select s.*, coalesce(c.id, e.id) as product_id, coalesce(c.many, (e.id is not null)::int) as many,
        case when c.many > 1 or e.id <> c.id then e.id end as other_id
    from staged_prices s
    left join called c on c.norm = s.norm and c.brand = s.brand
    left join (
        select p.id, p.external_id, b.norm from catalog_product p left join catalog_brand b on b.id = p.brand_id
        where p.external_id <> ''
    ) e on e.external_id = s.product and (s.brand = '' or e.norm = s.brand)
),
kinds as (
    select k.column_key, case when count(distinct c.id) = 1 then min(c.id) end as id
    from (select distinct column_key from staged_prices) k
    left join pricing_column c on lower(k.column_key) in (lower(c.code), lower(c.name))
    group by k.column_key
),
priced as (
    select k.*, c.id as column_id, n.currency as column_currency,
        row_number() over later as place, first_value(k.amount) over later as last
    from known k
    join kinds c on c.column_key = k.column_key
    left join pricing_column n on n.id = c.id
    window later as (
        partition by k.product_id, c.id, k.from_quantity, case when k.many <> 1 or k.other_id is not null or c.id is null then k.seq end
        order by k.seq desc
    )
)
select product, norm, column_key, case when many = 1 and other_id is null then product_id end as product_id, column_id,
    from_quantity, amount, currency, origin, place = 1 as is_named, many > 1 or other_id is not null as is_of_several, other_id,
    case
        when is_unread then 'pricing.unread'
        when many = 0 then 'pricing.unknown_product'
        when many > 1 then 'pricing.needs_brand'
        when other_id is not null then 'pricing.number_of_two'
        when column_id is null then 'pricing.unknown_column'
        when currency <> column_currency then 'pricing.other_currency'
        when place > 1 then 'pricing.named_twice'
    end as wrong
from priced
where place = 1 or amount is distinct from last

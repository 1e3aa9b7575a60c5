-- Every staged row with its product, or what is wrong with it. Of rows that say different things of one product the newest day
-- stands, and on one day the last row; the others are told.
create temp table resolved_told on commit drop as
with named as (
    select distinct product, norm, brand from staged_told
),
known as (
    select n.product, n.brand, coalesce(e.id, f.id) as id,
        case when e.id is not null then 1 else f.many end as many
    from named n
    left join catalog_product e on e.external_id = n.product
    cross join lateral catalog_named(case when e.id is null then n.norm end, n.brand) f
),
told as (
    select s.seq, s.product, s.of_id, s.amount, s.day, s.origin, k.id as product_id, k.many,
        row_number() over later as place, first_value(s.amount) over later as last
    from staged_told s
    join known k on k.product = s.product and k.brand = s.brand
    window later as (
        partition by k.id, s.of_id, case when k.many <> 1 then s.seq end order by s.day desc nulls last, s.seq desc
    )
)
select seq, product, of_id, amount, day, origin, product_id,
    case
        when many = 0 then 'costs.unknown_product'
        when many > 1 then 'costs.needs_brand'
        when place > 1 then 'costs.named_twice'
    end as wrong
from told
where place = 1 or amount <> last

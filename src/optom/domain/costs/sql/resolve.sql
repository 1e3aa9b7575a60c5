-- Every staged row with its product, or what is wrong with it. Of rows that say different things of one product the newest day
-- stands, and on one day the last row; the others are told.
create temp table resolved_told on commit drop as
with called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from staged_told) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select s.*, coalesce(e.id, c.id) as product_id, case when e.id is not null then 1 else coalesce(c.many, 0) end as many
    from staged_told s
    left join catalog_product e on e.external_id = s.product
    left join called c on c.norm = s.norm and c.brand = s.brand
),
told as (
    select k.seq, k.product, k.of_id, k.amount, k.day, k.origin, k.product_id, k.many,
        row_number() over later as place, first_value(k.amount) over later as last
    from known k
    window later as (
        partition by k.product_id, k.of_id, case when k.many <> 1 then k.seq end order by k.day desc nulls last, k.seq desc
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

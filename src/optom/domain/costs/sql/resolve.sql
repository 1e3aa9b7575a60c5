-- Every staged row with its product, by article and brand or by an identifier in their place, or what is wrong with it: where
-- these are two, nothing is guessed. Of rows that say different things of one product the newest day
-- stands, and on one day the last row; the others are told.
create temp table resolved_told on commit drop as
with called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from staged_told) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select s.*, coalesce(c.id, e.id) as product_id, coalesce(c.many, (e.id is not null)::int) as many,
        case when c.many > 1 or e.id <> c.id then e.id end as other_id
    from staged_told s
    left join called c on c.norm = s.norm and c.brand = s.brand
    left join (
        select p.id, p.external_id, b.norm from catalog_product p left join catalog_brand b on b.id = p.brand_id
        where p.external_id <> ''
    ) e on e.external_id = s.product and (s.brand = '' or e.norm = s.brand)
),
told as (
    select k.seq, k.product, k.of_id, k.amount, k.day, k.origin, k.product_id, k.many, k.other_id,
        row_number() over later as place, first_value(k.amount) over later as last
    from known k
    window later as (
        partition by k.product_id, k.of_id, case when k.many <> 1 or k.other_id is not null then k.seq end
        order by k.day desc nulls last, k.seq desc
    )
)
select seq, product, of_id, amount, day, origin, product_id, other_id,
    case
        when many = 0 then 'costs.unknown_product'
        when many > 1 then 'costs.needs_brand'
        when other_id is not null then 'costs.number_of_two'
        when place > 1 then 'costs.named_twice'
    end as wrong
from told
where place = 1 or amount <> last

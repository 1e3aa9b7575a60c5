-- The same by groups or brands: how many goods, our price in per cent of the middle one on an average, and of how many per
-- cent we are the cheapest, below the middle, above it, the dearest.
select s.key as id, k.name, s.goods, s.index,
    round(s.cheapest * 100.0 / s.goods, 2) as cheapest, round(s.below * 100.0 / s.goods, 2) as below,
    round(s.above * 100.0 / s.goods, 2) as above, round(s.dearest * 100.0 / s.goods, 2) as dearest
from (
    select c.--key-- as key, count(*) as goods, round(avg(t.index), 2) as index,
        count(*) filter (where t.place = 'cheapest') as cheapest,
        count(*) filter (where t.place = 'below') as below,
        count(*) filter (where t.place = 'above') as above,
        count(*) filter (where t.place = 'dearest') as dearest
    from (--standing--) t
    join catalog_product c on c.id = t.id
    group by c.--key--
) s
join --table-- k on k.id = s.key

-- Which products the offers are that nobody has decided about: by brand and article, by barcode, by another number of the
-- same maker. Only what one product alone could be.
create temp table found_offer on commit drop as
with sought as (
    select l.offer_id, r.norm, r.barcode, lower(coalesce(r.brand, l.known_brand)) as brand,
        coalesce(s.brand_id, b.id) as brand_id
    from listed_offer l
    join staged_row r on r.seq = l.seq
    cross join lateral (select coalesce(r.brand_norm, l.known_brand_norm) as brand_norm) k
    left join catalog_brand b on b.norm = k.brand_norm and k.brand_norm <> ''
    left join suppliers_brandsynonym s on s.norm = k.brand_norm
    where l.matched = '' or l.is_renumbered
),
hits as (
    select s.offer_id, 1 as place, c.product_id
    from sought s
    join catalog_code c on c.norm = s.norm and c.kind = 'a'
    join catalog_product p on p.id = c.product_id and p.brand_id = s.brand_id
    where s.norm <> ''
    union all
    select s.offer_id, 2, c.product_id
    from sought s
    join catalog_code c on c.norm in (s.barcode, '0' || s.barcode) and c.kind = 'b'
    where s.barcode <> ''
    union all
    select s.offer_id, 3, n.product_id
    from sought s
    join catalog_code c on c.norm = s.norm and c.kind = 'c'
    join catalog_crossnumber n on n.product_id = c.product_id and lower(n.brand) = s.brand
    where s.norm <> '' and s.brand <> ''
),
alone as (
    select offer_id, place, min(product_id) as product_id
    from hits
    group by offer_id, place
    having min(product_id) = max(product_id)
)
select distinct on (offer_id) offer_id, product_id, (array['article', 'barcode', 'cross'])[place] as matched
from alone
order by offer_id, place

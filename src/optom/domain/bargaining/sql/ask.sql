-- The lines of a request by articles, each with what it would cost without asking: the best offer of now.
insert into bargaining_askedline (request_id, position, product_id, quantity, baseline, baseline_offer_id)
select %(request)s, row_number() over (order by p.article, p.id), p.id, q.quantity, b.landed, b.offer_id
from unnest(%(products)s::bigint[], %(quantities)s::numeric[]) as q (product_id, quantity)
join catalog_product p on p.id = q.product_id
left join (
    select distinct on (l.product_id) l.product_id, l.offer_id, l.landed
    from purchasing_landed(%(day)s) l
    where l.product_id = any(%(products)s::bigint[])
    order by l.product_id, l.is_lacking, l.landed, l.offer_id
) b on b.product_id = p.id

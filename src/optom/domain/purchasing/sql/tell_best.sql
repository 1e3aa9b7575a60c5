-- The cheapest offer of each in our warehouse: of those that the supplier has, else of those that he may order.
insert into told_figure (input, product_id, amount)
select %(best)s, u.product_id, b.landed
from touched_product u
left join (
    select distinct on (l.product_id) l.product_id, l.landed
    from touched_product n
    join purchasing_landed(%(day)s) l on l.product_id = n.product_id
    order by l.product_id, l.is_lacking, l.landed, l.offer_id
) b using (product_id)

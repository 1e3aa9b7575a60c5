-- The prices of a past moment, wherever they are others now; null where there was none.
insert into policy_proposedprice (publication_id, column_id, product_id, before, amount)
select %(publication)s, m.column_id, m.product_id, c.amount, t.amount
from (
    select distinct column_id, product_id from pricing_pricechange where at > %(moment)s and from_quantity = 0
) m
left join pricing_columnprice c on c.column_id = m.column_id and c.product_id = m.product_id
left join lateral (
    select h.amount from pricing_pricechange h
    where h.product_id = m.product_id and h.column_id = m.column_id and h.from_quantity = 0 and h.at <= %(moment)s
    order by h.at desc, h.id desc
    limit 1
) t on true
where t.amount is distinct from c.amount
order by abs(coalesce(t.amount, 0) - c.amount) / c.amount desc nulls last, m.product_id, m.column_id

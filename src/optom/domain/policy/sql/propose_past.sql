-- The prices and breaks of a past moment, wherever they are others now; null where there was none. Where somebody has set
-- breaks by hand since, they stay.
insert into policy_proposedprice (publication_id, column_id, product_id, from_quantity, before, amount)
select %(publication)s, m.column_id, m.product_id, m.from_quantity, coalesce(c.amount, b.amount), t.amount
from (
    select distinct column_id, product_id, from_quantity from pricing_pricechange where at > %(moment)s
) m
left join pricing_columnprice c on m.from_quantity = 0 and c.column_id = m.column_id and c.product_id = m.product_id
left join pricing_break b
    on b.column_id = m.column_id and b.product_id = m.product_id and b.from_quantity = m.from_quantity
left join lateral (
    select h.amount from pricing_pricechange h
    where h.product_id = m.product_id and h.column_id = m.column_id and h.from_quantity = m.from_quantity
        and h.at <= %(moment)s
    order by h.at desc, h.id desc
    limit 1
) t on true
where t.amount is distinct from coalesce(c.amount, b.amount)
    and (m.from_quantity = 0 or not exists (
        select from pricing_break h
        where h.column_id = m.column_id and h.product_id = m.product_id and h.owner_id is not null))
order by abs(coalesce(t.amount, 0) - coalesce(c.amount, b.amount)) / coalesce(c.amount, b.amount) desc nulls last,
    m.product_id, m.column_id, m.from_quantity

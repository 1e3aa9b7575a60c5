-- Offers that stand otherwise than the last row of their history says.
select 'offers stand as their history says' as what, 'offer ' || t.offer_id as subject,
    concat_ws(' ', c.price, c.currency, c.stock, c.lead_days, c.is_listed) as expected,
    concat_ws(' ', t.price, t.currency, t.stock, t.lead_days, t.is_listed) as found
from suppliers_terms t
left join lateral (
    select * from suppliers_offerchange c where c.offer_id = t.offer_id order by c.id desc limit 1
) c on true
where (t.price, t.currency, t.stock, t.lead_days, t.is_listed)
    is distinct from (c.price, c.currency, c.stock, c.lead_days, c.is_listed)

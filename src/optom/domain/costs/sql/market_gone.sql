-- Of which no price is new enough any more.
delete from costs_market m
using touched_market t
where t.product_id = m.product_id
    and not exists (select from costs_marketprice p where p.product_id = m.product_id and p.seen_on > %(since)s)

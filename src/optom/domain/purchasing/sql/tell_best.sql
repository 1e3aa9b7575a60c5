-- The cheapest offer of each, in roubles without VAT: of those that the supplier has, else of those that he may order.
with rates as materialized (
    select currency, credit_rate_of(currency, %(day)s) as rate
    from (select distinct currency from suppliers_terms) c
),
taxes as materialized (
    select distinct on (tax_class_id) tax_class_id, coalesce(percent, 0) as percent
    from catalog_taxrate
    where valid_from <= %(day)s
    order by tax_class_id, valid_from desc
),
best as (
    select distinct on (o.product_id) o.product_id,
        round(t.price * r.rate / case when t.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end, 4) as cost
    from touched_product u
    join suppliers_offer o on o.product_id = u.product_id
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    join suppliers_feed f on f.id = o.feed_id and f.is_active
    join rates r on r.currency = t.currency and r.rate is not null
    join catalog_product p on p.id = o.product_id
    left join taxes x on x.tax_class_id = p.tax_class_id
    order by o.product_id, coalesce(t.stock = 0, false),
        t.price * r.rate / case when t.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end, o.id
)
insert into told_figure (input, product_id, amount)
select %(best)s, u.product_id, nullif(b.cost, 0)
from touched_product u
left join best b using (product_id)

-- How much an order lacks to the least that its supplier takes: both without VAT in roubles at the day's rates.
select a.minimum_sum, a.currency, round(a.minimum_sum - sum(
    l.quantity * l.price / case when l.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end * r.rate
) / f.rate, 2) as lacking
from purchasing_supplierline l
join purchasing_supplierorder o on o.id = l.order_id
join purchasing_agreement a on a.supplier_id = o.supplier_id and a.minimum_sum > 0
join catalog_product p on p.id = l.product_id
join purchasing_rates(%(day)s) r on r.currency = l.currency
join purchasing_rates(%(day)s) f on f.currency = a.currency
left join lateral (
    select v.percent from catalog_taxrate v
    where v.tax_class_id = p.tax_class_id and v.valid_from <= %(day)s
    order by v.valid_from desc limit 1
) x on true
where l.order_id = %(order)s
group by a.minimum_sum, a.currency, f.rate
having sum(l.quantity * l.price / case when l.with_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end * r.rate) / f.rate
    < a.minimum_sum

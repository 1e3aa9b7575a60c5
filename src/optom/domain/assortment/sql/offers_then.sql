-- What the contract was offered of each product of the set at a moment: whether it saw it, at what price, VAT, multiple.
-- As ``offers``, out of the ledgers. The seller's own regime of VAT has no dated past.
with rates as (
    select distinct on (r.tax_class_id) r.tax_class_id, r.percent
    from catalog_taxrate r
    where r.valid_from <= %(on)s::date
    order by r.tax_class_id, r.valid_from desc
),
terms as (
    select s.vat as regime
    from companies_contract c join companies_seller s on s.id = c.seller_id where c.id = %(contract)s
)
select p.id, p.article, p.name, u.name as unit, k.multiple, k.minimum, p.weight,
    pr.price, col.vat_included, col.currency,
    companies_vat(t.regime, r.percent) as vat_percent,
    k.is_active and assortment_saw(%(contract)s, %(at)s, k.group_id, k.brand_id) as is_visible
from pricing_prices_then(%(contract)s, %(at)s, %(products)s::bigint[], %(quantities)s::numeric[]) pr
join catalog_sold_then(%(products)s::bigint[], %(at)s) k on k.id = pr.product_id
join catalog_product p on p.id = k.id
join catalog_unit u on u.id = k.unit_id
cross join terms t
left join rates r on r.tax_class_id = k.tax_class_id
left join pricing_column col on col.id = pr.column_id

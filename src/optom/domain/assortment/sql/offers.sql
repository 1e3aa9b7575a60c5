-- What the contract is offered of each product of the set: whether it sees it, at what price, VAT and multiple.
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
select p.id, p.article, p.name, u.name as unit, p.multiple, p.minimum, p.weight,
    pr.price, col.vat_included, col.currency,
    companies_vat(t.regime, r.percent) as vat_percent,
    p.is_active
        and p.group_id in (select id from assortment_groups(%(contract)s) as id)
        and p.brand_id in (select id from assortment_brands(%(contract)s) as id) as is_visible
from pricing_prices(%(contract)s, %(at)s, %(products)s::bigint[], %(quantities)s::numeric[], false) pr
join catalog_product p on p.id = pr.product_id
join catalog_unit u on u.id = p.unit_id
cross join terms t
left join rates r on r.tax_class_id = p.tax_class_id
left join pricing_column col on col.id = pr.column_id

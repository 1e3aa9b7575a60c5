-- What a draft comes to. Sum and VAT are of the lines that can be ordered as they stand, each to the kopeck, by what
-- rules.priced says of one of them; the count and the weight are of all.
with picked as materialized (
    select l.product_id, l.quantity
    from orders_draftline l join orders_draft d on d.id = l.draft_id
    where l.draft_id = %(draft)s and d.contract_id = %(contract)s
),
-- as arrays: that is how prices are asked for
asked as materialized (
    select array_agg(product_id) as products, array_agg(quantity) as quantities from picked
),
terms as materialized (
    select t.pack_rule, s.vat as regime
    from companies_contract c
    join companies_seller s on s.id = c.seller_id
    join companies_terms t
        on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
    where c.id = %(contract)s
),
rates as materialized (
    select distinct on (r.tax_class_id) r.tax_class_id, r.percent
    from catalog_taxrate r
    where r.valid_from <= %(on)s::date
    order by r.tax_class_id, r.valid_from desc
),
groups as materialized (select id from assortment_groups(%(contract)s) as id),
brands as materialized (select id from assortment_brands(%(contract)s) as id),
offered as materialized (
    select l.quantity, p.weight, pr.price, t.pack_rule,
        coalesce(k.vat_included, true) as is_vat_included,
        companies_vat(t.regime, r.percent) as percent,
        p.is_active and p.group_id in (select id from groups) and p.brand_id in (select id from brands) as is_visible,
        -- the smallest quantity that fits the pack and the minimum; by the remainder, for a quotient may be endless
        greatest(l.quantity, p.minimum) + (p.multiple - greatest(l.quantity, p.minimum) %% p.multiple) %% p.multiple as fit
    from asked a
    cross join lateral pricing_prices(%(contract)s, %(at)s, a.products, a.quantities, false) pr
    join picked l on l.product_id = pr.product_id
    join catalog_product p on p.id = pr.product_id
    cross join terms t
    left join rates r on r.tax_class_id = p.tax_class_id
    left join pricing_column k on k.id = pr.column_id
),
charged as materialized (
    select o.weight, o.quantity, o.is_vat_included, o.percent,
        case when o.is_visible and (o.pack_rule <> 'strict' or o.fit = o.quantity)
            then round(o.price * case o.pack_rule when 'free' then o.quantity else o.fit end, 2) end as total
    from offered o
),
taxed as materialized (
    select c.weight * c.quantity as weight, c.total, c.is_vat_included,
        -- the twelve digits: a quotient has no more than its dividend asks for
        case when c.is_vat_included then round(round(c.total * c.percent, 12) / (100 + c.percent), 2)
            else round(c.total * c.percent * 0.01, 2) end as vat
    from charged c
)
select (select count(*) from picked) as lines,
    coalesce(sum(total + case when is_vat_included then 0 else coalesce(vat, 0) end), 0) as sum,
    coalesce(sum(vat), 0.00) as vat,
    coalesce(sum(weight), 0) as weight,
    count(*) filter (where total is not null) as orderable
from taxed

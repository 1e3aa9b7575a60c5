-- The prices of a publication as people read them.
select p.id, p.product_id as product, c.article, c.name, b.name as brand, g.name as "group", l.code as "column",
    p.column_id, l.name as column_name, l.currency, nullif(p.from_quantity, 0) as from_quantity, p.before, p.amount, round(p.change * 100, 2) as change, p.rule, p.guard,
    case
        when p.before is null then 'new'
        when p.amount is null then 'withdrawn'
        when p.amount > p.before then 'dearer'
        else 'cheaper'
    end as way,
    c.group_id, c.brand_id
from policy_proposedprice p
left join catalog_product c on c.id = p.product_id
left join catalog_brand b on b.id = c.brand_id
left join catalog_group g on g.id = c.group_id
left join pricing_column l on l.id = p.column_id
where p.publication_id = %(publication)s

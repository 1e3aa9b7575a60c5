-- What would become of prices in force, the greatest moves first, as parts of what they were; one that goes away moves all.
select p.id as product, p.article, b.name as brand, p.name, c.name as "column", c.currency, m.from_quantity, m.before, m.amount
from price_changes m
join catalog_product p on p.id = m.product_id
left join catalog_brand b on b.id = p.brand_id
join pricing_column c on c.id = m.column_id
where m.before is not null
order by abs(coalesce(m.amount, 0) - m.before) / m.before desc, p.article, c.position, c.id, m.from_quantity
limit %(most)s

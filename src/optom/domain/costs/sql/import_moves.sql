-- What would become of known figures, the greatest moves first, as parts of what they were.
select p.article, b.name as brand, p.name, i.name as input, i.russian, m.before, m.amount
from figure_changes m
join catalog_product p on p.id = m.product_id
left join catalog_brand b on b.id = p.brand_id
join costs_input i on i.id = m.input_id
where m.before is not null
order by abs(m.amount - m.before) / nullif(m.before, 0) desc nulls last, p.article, m.input_id
limit %(most)s

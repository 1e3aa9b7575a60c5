-- What a publication moves, by its parts of one kind, the largest first.
select t.key, coalesce(c.name, g.name, b.name) as name, t.column_id as "column", s.name as column_name, t.prices, t.dearer, t.cheaper, t.held,
    round(t.moved * 100, 2) as moved
from policy_total t
left join pricing_column c on t.of = 'column' and c.id = t.key
left join catalog_group g on t.of = 'group' and g.id = t.key
left join catalog_brand b on t.of = 'brand' and b.id = t.key
left join pricing_column s on s.id = t.column_id
where t.publication_id = %(publication)s and t.of = %(of)s
order by t.prices + t.held desc, t.key
limit %(most)s

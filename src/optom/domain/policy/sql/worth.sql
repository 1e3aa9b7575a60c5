-- What stands on hand is worth at the prices of a column, by groups: at cost, now, and with the publication.
select m.key as "group", g.name, m.prices as goods, m.at_cost, m.at_now, m.at_then
from policy_margin m
join catalog_group g on g.id = m.key
where m.publication_id = %(publication)s and m.of = 'group' and m.column_id = %(column)s and m.prices > 0
order by m.key

-- By how much each part moves the margin of what was replayed; parts that move nothing are left out.
select coalesce(c.name, g.name) as name, t.costed_proposed - t.costed_present as moved
from replay_total t
left join companies_company c on t.of = 'company' and c.id = t.key
left join catalog_group g on t.of = 'group' and g.id = t.key
where t.replay_id = %(replay)s and t.of = %(of)s and t.costed_proposed <> t.costed_present
order by abs(t.costed_proposed - t.costed_present) desc, t.key
limit %(most)s

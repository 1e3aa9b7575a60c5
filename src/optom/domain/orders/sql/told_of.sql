-- What the journal of a contract says of one of its lines.
select e.act, e.at, u.name as by, (e.facts->'lines'->>%(line)s)::numeric as quantity,
    (e.facts->'made'->>%(line)s)::bigint as made
from journal_entry e
left join accounts_user u on u.id = e.actor_id
where e.subject = %(subject)s and e.facts->'lines' ? %(line)s
    and exists (select from orders_line l where l.id = %(line)s::bigint and l.contract_id = %(contract)s)
order by e.id desc
limit %(most)s

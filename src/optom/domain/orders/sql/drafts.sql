-- The open tabs of a contract that a person sees, with the number of their lines.
select d.id, d.name, (select count(*) from orders_draftline l where l.draft_id = d.id) as lines, d.is_private,
    d.is_standing, d.author_id = %(actor)s as is_mine, d.is_waiting, d.cost_centre_id as centre, d.wish, d.wished_on
from orders_draft d
where d.contract_id = %(contract)s and (not d.is_private or d.author_id = %(actor)s)
    and d.poured_into is null
order by d.id

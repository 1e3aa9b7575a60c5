-- Acts whose papers don't come to the balance that was written down.
select a.id as act, a.closing, s.said
from reconciliation_act a
join documents_paper p on p.id = a.paper_id
cross join lateral (
    select (p.payload -> 'facts' ->> 'opening')::numeric + coalesce(sum((o ->> 5)::numeric), 0) as said
    from jsonb_array_elements(p.payload -> 'facts' -> 'operations') o
) s
where s.said is distinct from a.closing
order by 1

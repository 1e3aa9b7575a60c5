-- Whom a request went to, and how it went.
select i.supplier_id as supplier, s.name, i.email, s.is_candidate,
    case when k.revoked_at is not null then 'revoked' when k.expires_at <= %(at)s then 'expired' else 'open' end as state,
    k.uses, k.last_used_at, i.submissions, i.submitted_at, coalesce(q.priced, 0) as priced, i.note, i.valid_until
from bargaining_invitation i
join suppliers_supplier s on s.id = i.supplier_id
left join lateral (
    select l.revoked_at, l.expires_at, sum(l.uses) over () as uses, max(l.last_used_at) over () as last_used_at
    from bargaining_link l
    where l.invitation_id = i.id
    order by l.id desc limit 1
) k on true
left join lateral (
    select count(*) as priced from bargaining_quoted q where q.invitation_id = i.id and q.submission = i.submissions
) q on true
where i.request_id = %(request)s
order by s.sort_key, s.id

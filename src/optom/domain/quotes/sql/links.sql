-- Links to a quote, or to what was made of it for a client, and what each is at a moment.
select l.id, l.client_quote_id as client_quote, l.note, l.created_at, m.name as created_by, l.expires_at, l.last_used_at, l.uses,
    case
        when l.revoked_at is not null then 'revoked'
        when l.expires_at <= %(at)s then 'expired'
        else 'open'
    end as state,
    w.who as asked_by, w.note as asked_note, w.asked_at
from quotes_link l
left join accounts_user m on m.id = l.created_by_id
left join quotes_plea w on w.link_id = l.id
where l.quote_id = %(quote)s and l.client_quote_id is not distinct from %(client_quote)s::bigint
order by l.id desc
limit 50

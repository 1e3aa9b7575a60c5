-- The quotes of a contract, and what each is at a moment.
select q.id, q.contract_id as contract, q.number, q.issued_at, u.name as issued_by, q.valid_until,
    case
        when a.id is not null then 'accepted'
        when q.valid_until <= %(at)s then 'expired'
        when h.id is not null then 'held'
        else 'open'
    end as state,
    q.lines, q.total, q.vat, q.note, q.paper_id as paper, q.came_from_id as came_from, f.number as came_from_number,
    a.order_id as "order", h.order_id as held_by, w.who as asked_by
from quotes_quote q
left join accounts_user u on u.id = q.issued_by_id
left join quotes_quote f on f.id = q.came_from_id
left join quotes_acceptance a on a.quote_id = q.id
left join quotes_hold h on h.quote_id = q.id
left join lateral (
    select w.who from quotes_link l join quotes_plea w on w.link_id = l.id where l.quote_id = q.id
    order by w.id desc limit 1
) w on true
where q.contract_id = %(contract)s

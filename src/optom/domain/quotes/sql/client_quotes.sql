-- What a dealer has made of quotes for his clients, with who of them asks that it be accepted.
select c.id, c.contract_id as contract, c.serial, c.recipient, c.issued_at, u.name as issued_by, c.formula, c.total,
    c.quote_id as quote, q.number as quote_number, q.total as quote_total, q.valid_until,
    case
        when a.id is not null then 'accepted'
        when q.valid_until <= %(at)s then 'expired'
        else 'open'
    end as state,
    w.who as asked_by, w.asked_at
from quotes_clientquote c
join quotes_quote q on q.id = c.quote_id
left join accounts_user u on u.id = c.issued_by_id
left join quotes_acceptance a on a.quote_id = q.id
left join lateral (
    select w.who, w.asked_at from quotes_link l join quotes_plea w on w.link_id = l.id
    where l.client_quote_id = c.id order by w.id desc limit 1
) w on true
where c.contract_id = %(contract)s

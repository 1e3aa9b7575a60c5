-- Requests for quotation, how many were asked and have answered, and what a year of the awards is worth.
select r.id, r.title,
    case
        when r.closed_at is not null then 'closed'
        when r.answer_until <= %(at)s then 'over'
        when coalesce(i.asked, 0) = 0 then 'draft'
        else 'open'
    end as state,
    l.lines, coalesce(i.asked, 0) as asked, coalesce(i.answered, 0) as answered, l.awarded, r.answer_until, r.deliver_on,
    u.name as person, r.created_at, l.won
from bargaining_request r
left join accounts_user u on u.id = r.created_by_id
left join lateral (
    select count(*) as lines, count(w.id) as awarded,
        coalesce(round(sum(greatest(a.baseline - w.landed, 0) * d.sold_365), 2), 0) as won
    from bargaining_askedline a
    left join bargaining_award w on w.line_id = a.id
    left join costs_demand d on d.product_id = a.product_id
    where a.request_id = r.id
) l on true
left join lateral (
    select count(*) as asked, count(*) filter (where n.submissions > 0) as answered
    from bargaining_invitation n
    where n.request_id = r.id
) i on true

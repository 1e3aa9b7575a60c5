-- How many requests wait for this person's word, by contract: he may approve, they are not his own, and nobody else is
-- named for whoever asks, or the one who is may no longer approve.
select a.contract_id as contract, count(*) as requests
from orders_approval a
join companies_membership me on me.company_id = a.company_id and me.user_id = %(actor)s
left join companies_membership m on m.company_id = a.company_id and m.user_id = a.asked_by_id
left join companies_membership named on named.company_id = a.company_id and named.user_id = m.approver_id
where a.state = 'waiting' and a.asked_by_id <> %(actor)s
    and 'approve' = any(companies_rights(me.role, me.rights))
    and (named.user_id is null or named.user_id = %(actor)s
        or not 'approve' = any(companies_rights(named.role, named.rights)))
group by a.contract_id

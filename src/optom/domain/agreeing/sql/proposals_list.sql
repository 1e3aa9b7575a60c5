-- Every proposal with what became of it.
select p.id, p.proposed_at, p.version_id as version, p.quarter_on, u.name as proposed_by, p.reason, p.changes, p.held,
    p.approved_at, a.name as approved_by, p.begins_at, p.applied_at, p.overtaken, p.dropped_at,
    case
        when p.dropped_at is not null then 'dropped'
        when p.applied_at is not null then 'published'
        when p.approved_at is not null then 'approved'
        when p.changes + p.held = 0 then 'nothing'
        else 'waiting'
    end as state
from agreeing_proposal p
left join accounts_user u on u.id = p.proposed_by_id
left join accounts_user a on a.id = p.approved_by_id

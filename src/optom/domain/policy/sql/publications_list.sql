-- Every publication with what became of it.
select p.id, p.proposed_at, p.version_id as version, p.restores, p.is_automatic, u.name as proposed_by, p.prices, p.dearer,
    p.cheaper, p.held, p.failure, p.approved_at, a.name as approved_by, p.begins_at, p.published_at, p.overtaken, p.dropped_at,
    p.begun_at, p.priced_at, p.tries,
    case
        when p.dropped_at is not null then 'dropped'
        when p.published_at is not null then 'published'
        when p.failure <> '' then 'failed'
        when p.worked_out_at is null then 'working'
        when p.approved_at is not null then 'approved'
        else 'waiting'
    end as state
from policy_publication p
left join accounts_user u on u.id = p.proposed_by_id
left join accounts_user a on a.id = p.approved_by_id

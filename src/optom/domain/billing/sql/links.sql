-- Links of a company, with who made and who revoked each, and what each is at a moment.
select l.id, l.company_id as company, l.contract_id as contract, c.number as contract_number, l.issued_from,
    l.issued_before, l.note, l.created_at, m.name as created_by, l.expires_at, l.revoked_at, r.name as revoked_by,
    l.last_used_at, l.uses,
    case
        when l.revoked_at is not null then 'revoked'
        when l.expires_at <= %(at)s then 'expired'
        when p.id is null then 'left'
        else 'open'
    end as state
from billing_paperlink l
left join companies_contract c on c.id = l.contract_id
left join accounts_user m on m.id = l.created_by_id
left join accounts_user r on r.id = l.revoked_by_id
left join companies_membership p
    on p.company_id = l.company_id and p.user_id = l.created_by_id and 'papers' = any(companies_rights(p.role, p.rights))

-- Keys by which programs hand in statements, with who made and who revoked each.
select k.id, k.name, k.created_at, m.name as created_by, k.revoked_at, r.name as revoked_by, k.last_used_at, k.uses,
    case when k.revoked_at is null then 'open' else 'revoked' end as state
from bank_intakekey k
left join accounts_user m on m.id = k.created_by_id
left join accounts_user r on r.id = k.revoked_by_id

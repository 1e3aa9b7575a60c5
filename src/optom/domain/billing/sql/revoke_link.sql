-- A revoked link keeps who revoked it first.
with known as (
    select id, revoked_at is null as is_new from billing_paperlink where id = %(link)s and company_id = %(company)s
),
revoked as (
    update billing_paperlink l set revoked_at = %(at)s, revoked_by_id = %(actor)s
    from known k
    where l.id = k.id and l.revoked_at is null
)
select id, is_new from known

-- A revoked link keeps who revoked it first.
with known as (
    select l.id, l.revoked_at is null as is_new from quotes_link l join quotes_quote q on q.id = l.quote_id
    where l.id = %(link)s and q.contract_id = %(contract)s
),
revoked as (
    update quotes_link l set revoked_at = %(at)s, revoked_by_id = %(actor)s
    from known k
    where l.id = k.id and l.revoked_at is null
)
select id, is_new from known

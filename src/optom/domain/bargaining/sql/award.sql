-- The awards, and an entry of the ledger of savings for each that lands below what its line would have cost.
with made as (
    insert into bargaining_award (line_id, quoted_id, offer_id, landed, until, at, actor_id)
    select q.line_id, q.id, a.offer_id, a.landed, a.until, %(at)s, %(actor)s
    from unnest(%(quoted)s::bigint[], %(offers)s::bigint[], %(landed)s::numeric[], %(untils)s::date[])
        as a (quoted_id, offer_id, landed, until)
    join bargaining_quoted q on q.id = a.quoted_id
    returning id, line_id, quoted_id, offer_id, landed, until
),
won as (
    insert into bargaining_saving (at, kind, product_id, supplier_id, person_id, baseline, won, counts_from, until, award_id,
        offer_id, reason)
    select %(at)s, %(kind)s, l.product_id, i.supplier_id, %(actor)s, l.baseline, m.landed, %(at)s, m.until, m.id, m.offer_id, ''
    from made m
    join bargaining_askedline l on l.id = m.line_id
    join bargaining_quoted q on q.id = m.quoted_id
    join bargaining_invitation i on i.id = q.invitation_id
    where l.baseline > m.landed and %(actor)s::bigint is not null
    returning id
)
select (select count(*) from made) as lines, (select count(*) from won) as won

-- Whence the price of a column is that was in force at a moment; of one that stands now, what waits to take its place.
select h.amount, h.at, h.source, who.name as actor,
    coalesce(b.amount = h.amount, false) as is_by_hand,
    u.id as publication, u.version_id as version, u.restores, u.is_automatic, eyes.name as approved_by,
    p.rule, policy_rule_of(v.document, p.rule) ->> 'name' as rule_name,
    (select f.id from policy_version f where f.adopted_at is not null order by f.adopted_at desc, f.id desc limit 1) as in_force,
    w.publication_id as waiting, w.amount as becomes, w.guard
from (
    select * from pricing_pricechange
    where product_id = %(product)s and column_id = %(column)s and from_quantity = %(from_quantity)s and at <= %(at)s
    order by at desc, id desc
    limit 1
) h
left join accounts_user who on who.id = h.actor_id
left join pricing_break b on b.column_id = h.column_id and b.product_id = h.product_id and b.from_quantity = h.from_quantity
    and b.owner_id is not null
left join policy_publication u on u.id = policy_publication_of(h.source)
left join accounts_user eyes on eyes.id = u.approved_by_id
left join policy_proposedprice p on p.publication_id = u.id and p.product_id = h.product_id and p.column_id = h.column_id
    and p.from_quantity = h.from_quantity
left join policy_version v on v.id = u.version_id
left join lateral (
    select d.publication_id, d.amount, d.guard
    from policy_publication n
    join policy_proposedprice d on d.publication_id = n.id and d.product_id = h.product_id and d.column_id = h.column_id
        and d.from_quantity = h.from_quantity
    where n.worked_out_at is not null and n.published_at is null and n.dropped_at is null
    order by n.id desc
    limit 1
) w on true

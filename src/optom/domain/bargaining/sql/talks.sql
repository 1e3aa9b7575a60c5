-- What was said with suppliers, and which next steps wait.
select t.id, t.supplier_id as supplier, s.name as supplier_name, t.product_id as product, p.article, t.said_on, t.said, t.agreed,
    t.next_step, t.next_on, coalesce(t.next_on <= %(day)s and f.id is null, false) as is_due, f.id is not null as is_followed,
    u.name as person
from bargaining_talk t
join suppliers_supplier s on s.id = t.supplier_id
left join catalog_product p on p.id = t.product_id
left join bargaining_talk f on f.follows_id = t.id
left join accounts_user u on u.id = t.actor_id
where (%(supplier)s::bigint is null or t.supplier_id = %(supplier)s)
    and (%(product)s::bigint is null or t.product_id = %(product)s)

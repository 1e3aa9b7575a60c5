-- Products that are sold, by name: of a group with all that stands below it, of a brand, of some; empty asks for all.
select p.id, p.article, coalesce(b.name, '') as brand, p.name
from catalog_product p
left join catalog_brand b on b.id = p.brand_id
where p.is_active
    and (%(products)s::bigint[] is null or p.id = any(%(products)s))
    and (%(brand)s = '' or p.brand_id = any(array(select id from catalog_brand where lower(name) = lower(%(brand)s))))
    and (
        %(group)s = ''
        or p.group_id = any(array(
            select h.descendant_id
            from catalog_group g
            join catalog_grouppath h on h.ancestor_id = g.id
            where lower(g.name) = lower(%(group)s)
        ))
    )
order by p.sort_key, p.id
limit %(most)s

-- What became of the rows: implied ones (variants that follow their parents) count only when they changed.
select
    (
        select count(distinct t.id) from touched_products t
        join resolved_products r on r.id = t.id
        where not t.is_new and not exists (select from touched_products n where n.id = t.id and n.is_new)
    ) as changed,
    (
        select count(*) from resolved_products r
        where r.fate is null
            and (not r.is_implied or exists (select from touched_products t where t.id = r.id))
    ) as taken,
    (select count(*) from resolved_products where fate is not null) as skipped

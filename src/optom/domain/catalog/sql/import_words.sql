-- How many names hold each word: counted up and down only for names that have come or changed. Words of new names come
-- ready; those of names that are no more, or were put together here, are taken apart in the same way.
with change (word, by) as (
    select word, sum(n.by)
    from (
        select string_to_table(r.counted_words, ' ') as word, 1 as by
        from touched_products t
        join resolved_products r on r.id = t.id
        where t.is_renamed and r.counted_words is not null
        union all
        select word, by
        from (
            select distinct t.id, regexp_split_to_table(replace(lower(o.name), 'ё', 'е'), '[^0-9a-zа-я]+') as word, o.by
            from touched_products t
            join resolved_products r on r.id = t.id
            cross join lateral (
                values (r.name, 1, r.counted_words is null), (t.old_name, -1, t.old_name is not null)
            ) o (name, by, is_asked)
            where t.is_renamed and o.is_asked
        ) apart
        where length(word) between 3 and 80 and word ~ '[a-zа-я]'
    ) n
    group by word
    having sum(n.by) <> 0
)
insert into catalog_word as w (word, products)
select word, greatest(by, 0) from change
on conflict (word) do update
set products = greatest(0, w.products + (select c.by from change c where c.word = excluded.word))

-- How many names hold each word: counted up and down only for names that have come or changed.
with change (word, by) as (
    select word, sum(n.by)
    from (
        select string_to_table(coalesce(r.name_words, replace(lower(r.name), 'ё', 'е')), ' ') as word, t.id, 1 as by
        from touched_products t
        join resolved_products r on r.id = t.id
        where t.is_renamed
        union
        select regexp_split_to_table(replace(lower(t.old_name), 'ё', 'е'), '[^0-9a-zа-я]+'), t.id, -1
        from touched_products t
        where t.is_renamed and t.old_name is not null
    ) n
    where length(word) between 3 and 80
    group by word
    having sum(n.by) <> 0 and word ~ '^[0-9a-zа-я]+$' and word ~ '[a-zа-я]'
)
insert into catalog_word as w (word, products)
select word, greatest(by, 0) from change
on conflict (word) do update
set products = greatest(0, w.products + (select c.by from change c where c.word = excluded.word))

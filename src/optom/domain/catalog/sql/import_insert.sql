-- Products that are new.
with made as (
    insert into catalog_product (
        external_id, article, name, brand_id, group_id, unit_id, tax_class_id, multiple, minimum, weight, volume,
        attributes, description, sort_key, words, is_active
    )
    select
        r.external_id, r.article, r.name, r.brand_id, r.group_id, r.unit_id, r.tax_class_id, r.multiple, r.minimum,
        r.weight, r.volume, r.attributes, r.description, r.sort_key,
        to_tsvector('russian',
            coalesce(
                r.name_words,
                regexp_replace(replace(lower(r.name), 'ё', 'е'), '(\d)\s*[xх×*]\s*(?=\d)', '\1 ', 'g')
            ) || ' ' || replace(lower(b.name), 'ё', 'е')),
        r.is_active
    from resolved_products r
    join catalog_brand b on b.id = r.brand_id
    where r.id is null and r.fate is null
    order by r.seq
    returning id
)
insert into touched_products (id, is_new, is_renamed)
select id, true, true from made

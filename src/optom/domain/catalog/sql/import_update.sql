-- Known products that differ from what the rows make of them.
with changed as (
    update catalog_product p
    set article = r.article, name = r.name, brand_id = r.brand_id, group_id = r.group_id, unit_id = r.unit_id,
        tax_class_id = r.tax_class_id, multiple = r.multiple, minimum = r.minimum, weight = r.weight,
        volume = r.volume, attributes = r.attributes, description = r.description, sort_key = r.sort_key,
        is_active = r.is_active,
        words = case
            when before.name = r.name and before.brand_id = r.brand_id and before.words is not null then before.words
            else to_tsvector('russian',
                coalesce(
                    r.name_words,
                    regexp_replace(replace(lower(r.name), 'ё', 'е'), '(\d)\s*[xх×*]\s*(?=\d)', '\1 ', 'g')
                ) || ' ' || replace(lower(b.name), 'ё', 'е'))
        end
    from resolved_products r
    join catalog_product before on before.id = r.id
    join catalog_brand b on b.id = r.brand_id
    where p.id = r.id and r.fate is null and (
        before.article, before.name, before.brand_id, before.group_id, before.unit_id, before.tax_class_id,
        before.multiple, before.minimum, before.weight, before.volume, before.attributes, before.description,
        before.sort_key, before.is_active
    ) is distinct from (
        r.article, r.name, r.brand_id, r.group_id, r.unit_id, r.tax_class_id,
        r.multiple, r.minimum, r.weight, r.volume, r.attributes, r.description,
        r.sort_key, r.is_active
    )
    returning p.id, before.name as old_name, p.name
)
insert into touched_products (id, is_new, old_name, is_renamed)
select id, false, old_name, old_name <> name from changed

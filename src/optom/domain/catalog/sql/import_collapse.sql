-- Of several rows of one thing the last one stays. The word of a product's own card stands above that of patches, then
-- the later word above the earlier.
update staged_products k
set variant_of = m.variant_of,
    article = m.article, article_norm = m.article_norm,
    fallback_article = m.fallback_article, fallback_norm = m.fallback_norm,
    name = m.name, name_suffix = m.name_suffix, name_words = m.name_words, counted_words = m.counted_words, sort_key = m.sort_key,
    brand = m.brand, brand_norm = m.brand_norm, brand_sort_key = m.brand_sort_key,
    group_key = m.group_key, unit = m.unit, okei = m.okei, tax_class = m.tax_class,
    multiple = m.multiple, minimum = m.minimum, weight = m.weight, volume = m.volume,
    attributes = m.attributes, attributes_add = m.attributes_add, description = m.description,
    has_packs = m.has_packs, has_barcodes = m.has_barcodes, has_crosses = m.has_crosses,
    is_active = m.is_active, is_deleted = m.is_deleted, is_patch = m.is_patch, is_offered = m.is_offered, origin = m.origin
from (
    select
        max(seq) as seq,
        (array_agg(variant_of order by is_patch, seq desc) filter (where variant_of is not null))[1] as variant_of,
        (array_agg(article order by is_patch, seq desc) filter (where article is not null))[1] as article,
        (array_agg(article_norm order by is_patch, seq desc) filter (where article is not null))[1] as article_norm,
        (array_agg(fallback_article order by is_patch, seq desc)
            filter (where fallback_article is not null))[1] as fallback_article,
        (array_agg(fallback_norm order by is_patch, seq desc)
            filter (where fallback_article is not null))[1] as fallback_norm,
        (array_agg(name order by is_patch, seq desc) filter (where name is not null))[1] as name,
        coalesce((array_agg(name_suffix order by is_patch, seq desc)
            filter (where name_suffix <> ''))[1], '') as name_suffix,
        (array_agg(name_words order by is_patch, seq desc) filter (where name is not null))[1] as name_words,
        (array_agg(counted_words order by is_patch, seq desc) filter (where name is not null))[1] as counted_words,
        (array_agg(sort_key order by is_patch, seq desc) filter (where name is not null))[1] as sort_key,
        (array_agg(brand order by is_patch, seq desc) filter (where brand is not null))[1] as brand,
        (array_agg(brand_norm order by is_patch, seq desc) filter (where brand is not null))[1] as brand_norm,
        (array_agg(brand_sort_key order by is_patch, seq desc) filter (where brand is not null))[1] as brand_sort_key,
        (array_agg(group_key order by is_patch, seq desc) filter (where group_key is not null))[1] as group_key,
        (array_agg(unit order by is_patch, seq desc) filter (where unit is not null))[1] as unit,
        (array_agg(okei order by is_patch, seq desc) filter (where unit is not null))[1] as okei,
        (array_agg(tax_class order by is_patch, seq desc) filter (where tax_class is not null))[1] as tax_class,
        (array_agg(multiple order by is_patch, seq desc) filter (where multiple is not null))[1] as multiple,
        (array_agg(minimum order by is_patch, seq desc) filter (where minimum is not null))[1] as minimum,
        (array_agg(weight order by is_patch, seq desc) filter (where weight is not null))[1] as weight,
        (array_agg(volume order by is_patch, seq desc) filter (where volume is not null))[1] as volume,
        (array_agg(attributes order by is_patch, seq desc) filter (where attributes is not null))[1] as attributes,
        coalesce((array_agg(attributes_add order by is_patch, seq desc)
            filter (where attributes is not null))[1], false)
            as attributes_add,
        (array_agg(description order by is_patch, seq desc) filter (where description is not null))[1] as description,
        bool_or(has_packs) as has_packs,
        bool_or(has_barcodes) as has_barcodes,
        bool_or(has_crosses) as has_crosses,
        (array_agg(is_active order by is_patch, seq desc) filter (where is_active is not null))[1] as is_active,
        (array_agg(is_deleted order by is_patch, seq desc) filter (where is_deleted is not null))[1] as is_deleted,
        bool_and(is_patch) as is_patch,
        bool_or(is_offered) as is_offered,
        (array_agg(origin order by is_patch, seq desc))[1] as origin
    from staged_products
    where external_id in (select external_id from staged_products group by 1 having count(*) > 1)
    group by external_id
) m
where k.seq = m.seq

-- What a variant does not say, it takes from its parent where that comes in the same import.
update staged_products v
set article = coalesce(v.article, s.article),
    article_norm = coalesce(v.article_norm, s.article_norm),
    fallback_article = coalesce(s.fallback_article, v.fallback_article),
    fallback_norm = coalesce(s.fallback_norm, v.fallback_norm),
    name = case when v.is_implied then v.name else coalesce(v.name, s.name) end,
    name_words = case when v.is_implied then v.name_words else coalesce(v.name_words, s.name_words) end,
    counted_words = case when v.is_implied then v.counted_words else coalesce(v.counted_words, s.counted_words) end,
    sort_key = case when v.is_implied then v.sort_key else coalesce(v.sort_key, s.sort_key) end,
    brand = coalesce(v.brand, s.brand),
    brand_norm = coalesce(v.brand_norm, s.brand_norm),
    brand_sort_key = coalesce(v.brand_sort_key, s.brand_sort_key),
    group_key = coalesce(v.group_key, s.group_key),
    unit = coalesce(v.unit, s.unit),
    okei = coalesce(v.okei, s.okei),
    tax_class = coalesce(v.tax_class, s.tax_class),
    multiple = coalesce(v.multiple, s.multiple),
    minimum = coalesce(v.minimum, s.minimum),
    weight = coalesce(v.weight, s.weight),
    volume = coalesce(v.volume, s.volume),
    description = coalesce(v.description, s.description),
    is_deleted = coalesce(v.is_deleted, false) or coalesce(s.is_deleted, false),
    parent_staged = not s.is_patch,
    parent_attributes = s.attributes,
    parent_adds = s.attributes_add
from staged_products s
where v.variant_of = s.external_id

-- Every staged row as the product that it makes: keys instead of names, gaps filled from the product itself, its parent,
-- or the defaults. `fate` says what is not taken; `id` is null for what is new.
create temp table resolved_products on commit drop as
select
    s.seq,
    s.external_id,
    p.id,
    case
        when p.id is null and s.is_patch and v.id is null and not s.parent_staged then 'catalog.unknown_product'
        when p.id is null and coalesce(s.is_deleted, false) then 'catalog.unknown_deleted'
    end as fate,
    coalesce(s.article, p.article, v.article, s.fallback_article, left(s.external_id, 100)) as article,
    case
        when s.article is not null then s.article_norm
        when p.id is not null then null
        when v.id is not null then (select c.norm from catalog_code c where c.product_id = v.id and c.kind = 'a' limit 1)
        when s.fallback_article is not null then s.fallback_norm
        else upper(regexp_replace(left(s.external_id, 100), '[^0-9A-Za-z]', '', 'g'))
    end as article_norm,
    left(coalesce(s.name, case when s.is_implied then p.name end, v.name, p.name, s.fallback_article, s.external_id)
        || case when s.name is null and (s.is_implied or v.id is null) then '' else s.name_suffix end, 500) as name,
    case when s.name_suffix = '' then s.name_words end as name_words,
    case when s.name_suffix = '' then s.counted_words end as counted_words,
    left(coalesce(s.sort_key, case when s.is_implied then p.sort_key end, v.sort_key, p.sort_key, lower(s.external_id))
        || case when s.name is null and (s.is_implied or v.id is null) then '' else lower(s.name_suffix) end, 200)
        as sort_key,
    coalesce(b.id, v.brand_id, p.brand_id, nobody.id) as brand_id,
    coalesce(g.id, v.group_id, p.group_id, nowhere.id) as group_id,
    coalesce(u.id, v.unit_id, p.unit_id, pieces.id) as unit_id,
    coalesce(t.id, v.tax_class_id, p.tax_class_id, standard.id) as tax_class_id,
    coalesce(s.multiple, p.multiple, v.multiple, 1) as multiple,
    coalesce(s.minimum, p.minimum, v.minimum, 0) as minimum,
    coalesce(s.weight, p.weight, v.weight) as weight,
    coalesce(s.volume, p.volume, v.volume) as volume,
    case
        when s.is_implied or (s.attributes is null and s.variant_of is null) then coalesce(p.attributes, '{}')
        when s.variant_of is not null then
            case when s.parent_attributes is null or s.parent_adds then coalesce(v.attributes, '{}') else '{}' end
            || coalesce(s.parent_attributes, '{}') || coalesce(s.attributes, p.attributes, '{}')
        when s.attributes_add then coalesce(p.attributes, '{}') || s.attributes
        else s.attributes
    end as attributes,
    coalesce(s.description, p.description, v.description, '') as description,
    case
        when coalesce(s.is_deleted, false) then false
        when s.variant_of is null and not s.is_offered and (
            exists (
                select from staged_products c
                where c.variant_of = s.external_id and not coalesce(c.is_deleted, false) and c.is_active is not false
            )
        ) then coalesce(p.is_active, false) and not %(offers_complete)s
        else coalesce(s.is_active, p.is_active, true)
    end as is_active,
    s.has_packs,
    s.has_barcodes,
    s.has_crosses,
    s.is_implied,
    s.group_key is not null and g.id is null and not s.parent_staged as is_group_unknown,
    s.group_key,
    s.tax_class is not null and t.id is null and not s.parent_staged as is_tax_unknown,
    s.tax_class,
    s.origin
from staged_products s
left join catalog_product p on p.external_id = s.external_id
left join catalog_product v on v.external_id = s.variant_of
left join catalog_brand b on b.norm = s.brand_norm
left join catalog_group g on g.external_id = s.group_key
left join catalog_unit u on u.name = s.unit
left join catalog_taxclass t on t.code = s.tax_class
left join catalog_brand nobody on nobody.norm = ''
left join catalog_group nowhere on nowhere.external_id = ''
left join catalog_unit pieces on pieces.name = 'шт'
left join catalog_taxclass standard on standard.code = 'standard'

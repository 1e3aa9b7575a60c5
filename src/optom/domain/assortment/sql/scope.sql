-- What a contract names of groups and brands.
select
    array(select v.group_id from assortment_visibility v
          where v.contract_id = %(contract)s and v.group_id is not null and v.is_allowed order by 1) as allowed_groups,
    array(select v.group_id from assortment_visibility v
          where v.contract_id = %(contract)s and v.group_id is not null and not v.is_allowed order by 1) as denied_groups,
    array(select v.brand_id from assortment_visibility v
          where v.contract_id = %(contract)s and v.brand_id is not null and v.is_allowed order by 1) as allowed_brands,
    array(select v.brand_id from assortment_visibility v
          where v.contract_id = %(contract)s and v.brand_id is not null and not v.is_allowed order by 1) as denied_brands

(exists (select from pricing_doubt d where d.product_id is null and d.column_id = any({columns}::bigint[]))
        or ((s.group_id, s.brand_id) in (
            {known}
            union all
            select p.group_id, p.brand_id from pricing_doubt d join catalog_product p on p.id = d.product_id
            union all
            select p.group_id, p.brand_id from pricing_fixedprice f join catalog_product p on p.id = f.product_id
            where f.contract_id = %(contract)s and f.amount >= {low}::numeric and f.amount <= {high}::numeric)) is true)

(select b.group_id, b.brand_id from pricing_shelfprice b
        where b.column_id = {column} and (b.lowest is null or b.lowest > {high}::numeric or b.highest < {low}::numeric)
            and not exists (select from pricing_doubt d where d.column_id = {column} and d.product_id is null)
        except
        select p.group_id, p.brand_id from pricing_doubt d join catalog_product p on p.id = d.product_id)

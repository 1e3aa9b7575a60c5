((s.group_id, s.brand_id) in (
        ({beyond})
        except
        select p.group_id, p.brand_id from pricing_fixedprice f join catalog_product p on p.id = f.product_id
        where f.contract_id = %(contract)s and f.amount >= {low}::numeric and f.amount <= {high}::numeric)) is not true

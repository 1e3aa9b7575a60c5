p.is_active
    and (p.group_id in (select assortment_groups(%(contract)s))) is true
    and (p.brand_id in (select assortment_brands(%(contract)s))) is true
    and (%(groups)s::bigint[] is null or (p.group_id in (
        select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))) is true)
    and (%(brands)s::bigint[] is null or p.brand_id = any(%(brands)s::bigint[]))
    and (not %(in_stock)s or exists (
        select from stock_balance b
        where b.product_id = p.id and b.on_hand > b.held
            and (b.warehouse_id in (select stock_warehouses(%(contract)s))) is true))

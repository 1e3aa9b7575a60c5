-- All that the catalog says of a product which the contract sees, and what of it comes to the contract's warehouses.
select p.id, p.article, p.name, b.name as brand, p.brand_id, p.group_id, u.name as unit, p.multiple, p.minimum, p.weight,
    p.volume, p.description, g.groups, g.names, k.packs, k.quantities, a.days, a.places, a.coming,
    array(select array[t.key, t.value] from jsonb_each_text(p.attributes) t) as attributes,
    array(select code from catalog_barcode where product_id = p.id order by code limit %(most)s) as barcodes,
    array(
        select concat_ws(' ', nullif(c.brand, ''), c.number) from catalog_crossnumber c
        where c.product_id = p.id order by c.brand, c.number limit %(most)s) as crosses
from catalog_product p
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
cross join lateral (
    select array_agg(x.id order by h.depth desc) as groups, array_agg(x.name order by h.depth desc) as names
    from catalog_grouppath h join catalog_group x on x.id = h.ancestor_id where h.descendant_id = p.group_id
) g
cross join lateral (
    select array_agg(y.name order by y.quantity, y.name) as packs, array_agg(y.quantity order by y.quantity, y.name) as quantities
    from catalog_pack y where y.product_id = p.id
) k
cross join lateral (
    select array_agg(expected_on order by expected_on, warehouse_id) as days,
        array_agg(warehouse_id order by expected_on, warehouse_id) as places,
        array_agg(coming order by expected_on, warehouse_id) as coming
    from (
        select z.expected_on, z.warehouse_id, sum(z.quantity - z.received - z.held) as coming
        from stock_arrival z
        where z.product_id = p.id and z.received < z.quantity and z.quantity - z.received > z.held
            and z.warehouse_id in (select stock_warehouses(%(contract)s))
        group by z.expected_on, z.warehouse_id
        order by z.expected_on, z.warehouse_id limit %(most)s
    ) z
) a
where p.id = %(product)s and {seen}

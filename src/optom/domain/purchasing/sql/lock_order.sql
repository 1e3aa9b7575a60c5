-- An order that somebody is about to move on.
select o.id, o.state, o.supplier_id, o.warehouse_id from purchasing_supplierorder o where o.id = %(order)s for update

select warehouse_id from purchasing_supplierorder where id = %(order)s

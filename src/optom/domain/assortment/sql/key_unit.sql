join (select u.id, lower(u.name) as value from catalog_unit u) {key} on {key}.id = p.unit_id

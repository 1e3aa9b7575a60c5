select external_id from catalog_group where id = %(group)s::bigint

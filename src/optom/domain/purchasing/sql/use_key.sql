update purchasing_supplierkey set last_used_at = %(at)s where id = %(key)s

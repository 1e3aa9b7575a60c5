select count(*) from orders_line where contract_id = %(contract)s and reserved > 0 and reserved_until < %(before)s

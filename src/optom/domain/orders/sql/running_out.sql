select count(*) from orders_line where contract_id = %(contract)s and reserved > requested and reserved_until < %(before)s

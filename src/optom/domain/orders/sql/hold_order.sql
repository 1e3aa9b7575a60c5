-- What an order holds lives until a moment at least.
update orders_line set reserved_until = %(until)s
where order_id = %(order)s and reserved > 0 and reserved_until < %(until)s

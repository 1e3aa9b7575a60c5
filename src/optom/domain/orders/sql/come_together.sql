-- An order is wanted together, by a day; whether it is whole is seen anew.
update orders_order set together_on = %(on)s, whole_at = null where id = %(order)s

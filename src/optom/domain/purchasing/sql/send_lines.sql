-- From the day on which an order is sent it is known when its lines are due, where it is known in how many days they come.
update purchasing_supplierline set due_on = %(day)s::date + lead_days where order_id = %(order)s and lead_days is not null

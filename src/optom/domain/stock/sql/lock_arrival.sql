-- An arrival that is still open, locked.
select id, held, quantity - received as open from stock_arrival
where id = %(arrival)s and received < quantity
for update

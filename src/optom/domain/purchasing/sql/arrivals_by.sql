-- What was announced by a paper.
select id, quantity from stock_arrival where reference = %(reference)s and received < quantity order by id

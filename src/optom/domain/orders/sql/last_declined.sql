-- What was said last to a draft that was asked for and is open again.
select id from orders_approval
where contract_id = %(contract)s and draft = %(draft)s and state in ('declined', 'waiting')
order by id desc limit 1

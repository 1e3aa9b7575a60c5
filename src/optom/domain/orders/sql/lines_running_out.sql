-- Lines of a contract whose reserves run out before a moment.
select id from orders_line
where contract_id = %(contract)s and reserved > requested and reserved_until < %(before)s
order by id

-- That something is held at all is said for the index of what is.
select count(*) from orders_line
where contract_id = %(contract)s and reserved > 0 and reserved > requested and reserved_until < %(before)s
    and not exists (
        select from orders_order o where o.id = order_id and o.together_on is not null and o.whole_at is null
    )

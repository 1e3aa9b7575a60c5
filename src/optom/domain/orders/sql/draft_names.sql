-- The open tabs of a contract that a person sees, by their names, oldest first.
select id, name from orders_draft
where contract_id = %(contract)s and (not is_private or author_id = %(actor)s)
    and not (is_waiting and %(is_open)s)
order by id

-- The open tabs of a contract that a person sees, oldest first; their lines are not counted.
select id, name, author_id = %(actor)s as is_mine, is_standing, is_waiting
from orders_draft
where contract_id = %(contract)s and (not is_private or author_id = %(actor)s)
    and poured_into is null
order by id

-- The newest payments of all companies with this number or this sum, each by its index.
select id
from (
    (select p.id from credit_payment p where p.number = %(number)s order by p.id desc limit %(most)s)
    union
    (select p.id from credit_payment p where p.amount = %(sum)s::numeric order by p.id desc limit %(most)s)
) found
order by id desc
limit %(most)s

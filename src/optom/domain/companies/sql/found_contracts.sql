-- Contracts by INN or its beginning, by their number, by a part of it or of the company's name, each by its index. Of very
-- many not all are looked through (`cap`): who gets so many types another letter.
with hits as (
    (
        select c.id, 0 as rank
        from companies_company m
        join companies_contract c on c.company_id = m.id
        where m.inn between %(inn)s::text and %(last)s::text
        limit %(cap)s
    )
    union all
    (select c.id, 0 from companies_contract c where lower(c.number) = lower(%(number)s::text) limit %(cap)s)
    union all
    (
        select c.id, 1
        from companies_company m
        join companies_contract c on c.company_id = m.id
        where lower(m.name) like lower(%(part)s::text)
        limit %(cap)s
    )
    union all
    (select c.id, 2 from companies_contract c where lower(c.number) like lower(%(part)s::text) limit %(cap)s)
)
select c.id, c.number, c.is_active, m.name as company_name, m.inn, s.name as seller_name
from (select id, min(rank) as rank from hits group by id) h
join companies_contract c on c.id = h.id
join companies_company m on m.id = c.company_id
join companies_seller s on s.id = c.seller_id
order by h.rank, not c.is_active, m.name, c.id
limit %(most)s

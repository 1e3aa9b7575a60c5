select id, at, actor_id as actor, act, subject, company_id as company, facts
from journal_entry
where (%(subject)s::text is null or subject = %(subject)s::text)
    and (%(company)s::bigint is null or company_id = %(company)s::bigint)
order by id desc
limit %(limit)s

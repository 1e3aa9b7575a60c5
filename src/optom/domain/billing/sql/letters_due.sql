-- Who is to be told now: people who may take the papers of the company, with papers that they were not told of.
select r.id as reader
from billing_paperreader r
join unnest(%(kinds)s::text[], %(moments)s::timestamptz[]) as k (how, moment) on k.how = r.how
join accounts_user u on u.id = r.user_id and u.is_active
join companies_membership m on m.company_id = r.company_id and m.user_id = r.user_id
    and 'papers' = any(companies_rights(m.role, m.rights))
where (r.how = 'at_once' or r.told_at < k.moment)
    and (r.retry_at is null or r.retry_at <= %(at)s)
    and exists (
        select from documents_paper p
        where p.company_id = r.company_id and p.id > r.after
            and not exists (select from billing_papertold t where t.reader_id = r.id and t.paper_id = p.id)
    )
order by r.id
limit %(most)s

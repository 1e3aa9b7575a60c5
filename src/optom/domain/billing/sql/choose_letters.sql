-- Who begins anew is told of what is issued from now on. Nothing is written where nothing changes.
insert into billing_paperreader (company_id, user_id, how, after, told_at, attempts)
select %(company)s, %(user)s, %(how)s::text, coalesce(max(p.id), 0), %(at)s, 0
from documents_paper p
where p.company_id = %(company)s
having %(how)s::text <> 'none'
    or exists (select from billing_paperreader r where r.user_id = %(user)s and r.company_id = %(company)s)
on conflict on constraint billing_paperreader_once do update
set how = excluded.how, attempts = 0, retry_at = null,
    after = case when billing_paperreader.how = 'none' then excluded.after else billing_paperreader.after end,
    told_at = case when billing_paperreader.how = 'none' then excluded.told_at else billing_paperreader.told_at end
where billing_paperreader.how <> excluded.how

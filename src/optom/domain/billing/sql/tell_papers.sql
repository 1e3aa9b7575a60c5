-- Papers of his company of which he was not told, at most a letter's worth. What is older than a day needs no memory of
-- its own any more: no transaction that gave a paper its number runs for so long.
with untold as (
    select p.id, p.company_id
    from billing_paperreader r
    join documents_paper p on p.company_id = r.company_id and p.id > r.after
        and not exists (select from billing_papertold t where t.reader_id = r.id and t.paper_id = p.id)
    where r.id = %(reader)s
    order by p.id
    limit 500
),
told as (
    insert into billing_papertold (reader_id, company_id, paper_id, at)
    select %(reader)s, company_id, id, %(at)s from untold
    returning paper_id
),
moved as (
    update billing_paperreader r
    set told_at = %(at)s, attempts = 0, retry_at = null,
        after = greatest(r.after, coalesce((
            select max(p.id) from documents_paper p
            where p.company_id = r.company_id and p.id > r.after and p.issued_at < %(at)s::timestamptz - interval '1 day'
                and p.id <= (select coalesce(max(id), 0) from untold)
        ), 0))
    where r.id = %(reader)s
)
select paper_id as paper from told order by 1

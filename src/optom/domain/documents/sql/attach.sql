-- The same file once more is the one that is there.
with made as (
    insert into documents_attachment (subject, company_id, name, sha256, size, content_type, added_at, added_by_id)
    values (%(subject)s, %(company)s, %(name)s, %(sha256)s, %(size)s, %(kind)s, %(at)s, %(actor)s)
    on conflict (subject, sha256) do nothing
    returning id
)
select id from made
union all
select id from documents_attachment where subject = %(subject)s and sha256 = %(sha256)s
limit 1

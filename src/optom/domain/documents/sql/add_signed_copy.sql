-- The same file once more is the copy that is there.
with made as (
    insert into documents_signedcopy (paper_id, company_id, sha256, size, content_type, added_at, added_by_id)
    values (%(paper)s, %(company)s, %(sha256)s, %(size)s, %(kind)s, %(at)s, %(actor)s)
    on conflict (paper_id, sha256) do nothing
    returning id
)
select id from made
union all
select id from documents_signedcopy where paper_id = %(paper)s and sha256 = %(sha256)s
limit 1

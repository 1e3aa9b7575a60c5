with kept as (
    insert into quotes_logo (company_id, sha256, content) values (%(company)s, %(sha256)s, %(content)s)
    on conflict (company_id, sha256) do nothing
    returning id
)
select id from kept
union all
select id from quotes_logo where company_id = %(company)s and sha256 = %(sha256)s
limit 1

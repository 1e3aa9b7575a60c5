select count(*) over () as papers, id, kind, number, coalesce(loaded_at, issued_at) as since
from documents_paper
where sha256 is null and coalesce(loaded_at, issued_at) < %(before)s
union all
select 0, 0, '', '', null
order by papers desc, id
limit 1

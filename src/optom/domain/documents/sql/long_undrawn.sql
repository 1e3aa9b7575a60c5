select count(*) over () as papers, id, kind, number, recorded_at
from documents_paper
where sha256 is null and recorded_at < %(before)s
union all
select 0, 0, '', '', null
order by papers desc, id
limit 1

-- How many rows have come to what.
select coalesce(nullif(fate, ''), 'offer') as fate, count(*) as many
from (
    select case when s.fate = '' and l.seq is null then 'unknown' when s.fate = '' and s.seq <> l.seq then 'twice' else s.fate end as fate
    from staged_row s
    left join listed_offer l on l.number = s.number and s.fate = ''
) f
group by 1

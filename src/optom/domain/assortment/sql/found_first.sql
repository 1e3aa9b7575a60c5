-- What may answer, where it is at most so much: what is found is looked at once more. As an array, for a row each costs more
-- than to find it.
select case when count(*) <= %(most)s or %(is_cut)s then coalesce(array_agg(id), '{{}}') end as found
from (select id from ({branches}) x limit %(most)s + 1) x

-- How margins of a publication's columns lie, now and with it.
select m.column_id as "column", m.of, m.key, m.prices
from policy_margin m
where m.publication_id = %(publication)s and m.of in ('before', 'after')
order by m.column_id, m.key nulls last, m.of

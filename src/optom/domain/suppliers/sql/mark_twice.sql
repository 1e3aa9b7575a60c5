-- Of rows of one number the last stands.
update staged_row s
set fate = 'twice'
from (
    select number, max(seq) as last from staged_row where fate = '' group by number having count(*) > 1
) d
where s.number = d.number and s.fate = '' and s.seq <> d.last

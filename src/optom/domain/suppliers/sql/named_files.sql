-- Files of feeds as they came, and reports of what became of their rows, of those whose hashes begin so.
select sha256, max(size) as size
from (
    select sha256, size from suppliers_feedrun
    union all
    select report, report_size from suppliers_feedrun where report <> ''
) f
where starts_with(sha256, %(prefix)s)
group by sha256

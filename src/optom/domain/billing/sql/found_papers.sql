-- Papers by number, of these companies or (null) of all: the very number first, then the newest. From `number` to before
-- `until` in the order of bytes, which the index has; both sides say nothing of the row, so they go before its policy.
select p.id
from documents_paper p
where p.number collate "C" >= %(number)s and p.number collate "C" < %(until)s
    and (%(companies)s::bigint[] is null or p.company_id = any(%(companies)s::bigint[]))
order by p.number = %(number)s desc, p.id desc
limit %(most)s

-- Of all files whose hashes begin so: there may be a million.
select sha256, max(size) as size
from (
    select sha256, size from documents_signedcopy
    union all
    select sha256, size from documents_attachment
) f
where starts_with(sha256, %(prefix)s)
group by sha256

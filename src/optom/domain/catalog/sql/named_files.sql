-- Of all files whose hashes begin so: there may be a million.
select sha256, max(size) as size
from (
    select sha256, size from catalog_picture
    union all
    select thumb_sha256, thumb_size from catalog_picture
    union all
    select sha256, size from catalog_goodspaper
) f
where starts_with(sha256, %(prefix)s)
group by sha256

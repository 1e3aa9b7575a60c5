-- What has become of files that were given before, for whatever product.
select distinct on (source_sha256) source_sha256, sha256, size, width, height, thumb_sha256, thumb_size
from catalog_picture
where source_sha256 = any(%(sources)s)
order by source_sha256, id

select place, sha256, width, height, thumb_sha256
from catalog_picture
where product_id = %(product)s
order by place

(select sha256, size from catalog_picture order by random() limit %(most)s)
union all
(select sha256, size from catalog_goodspaper order by random() limit %(most)s)

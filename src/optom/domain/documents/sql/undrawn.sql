select id from documents_paper where sha256 is null and id > %(after)s order by id limit %(limit)s

select id, kind, number, template, payload, issued_at, source_sha256, renderer, coalesce(sha256, '') as sha256
from documents_paper
where id = %(paper)s

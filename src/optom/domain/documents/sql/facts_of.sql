-- What papers tell programs, without their lines: by it one knows which files each is had as.
select id as paper, jsonb_build_object('facts', (payload -> 'facts') - 'lines') as payload
from documents_paper
where id = any(%(papers)s::bigint[]) and jsonb_typeof(payload -> 'facts') = 'object'

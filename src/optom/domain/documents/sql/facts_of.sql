-- What papers tell programs of themselves, without the lines, which may be thousands.
select id as paper, jsonb_build_object('facts', (payload -> 'facts') - 'lines') as said
from documents_paper
where id = any(%(papers)s::bigint[]) and jsonb_typeof(payload -> 'facts') = 'object'

-- The newest paper of each template and renderer, and some at random; the payload is read for these only.
with shuffled as (
    select id, row_number() over (partition by template, renderer order by id desc) as age,
        row_number() over (partition by template, renderer order by random()) as chance
    from documents_paper
)
select p.id, p.kind, p.number, p.template, p.payload, p.issued_at, p.source_sha256, p.renderer,
    coalesce(p.sha256, '') as sha256
from documents_paper p
join shuffled s on s.id = p.id
where s.age = 1 or s.chance <= %(each)s
order by p.id

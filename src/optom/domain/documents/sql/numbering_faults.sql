select
    coalesce(sequence.owner, paper.owner) as owner,
    coalesce(sequence.kind, paper.kind) as kind,
    coalesce(sequence.year, paper.year) as year,
    coalesce(sequence.last, 0) as given,
    coalesce(paper.issued, 0) as issued,
    coalesce(paper.highest, 0) as highest
from documents_sequence as sequence
full join (
    select owner, kind, year, count(*) as issued, max(serial) as highest
    from documents_paper
    group by owner, kind, year
) as paper on (paper.owner, paper.kind, paper.year) = (sequence.owner, sequence.kind, sequence.year)
where (coalesce(sequence.last, 0), coalesce(sequence.last, 0)) is distinct from (paper.issued, paper.highest::bigint)
order by 1, 2, 3

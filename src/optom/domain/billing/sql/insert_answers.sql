-- What is agreed of each thing that was not as it should be.
insert into billing_claimanswer (discrepancy_id, company_id, correction_id, agreed, back, text, at, by_id)
select a.discrepancy, %(company)s, %(correction)s, a.agreed, a.back, a.text, %(at)s, %(actor)s
from unnest(%(discrepancies)s::bigint[], %(agreed)s::numeric[], %(backs)s::numeric[], %(texts)s::text[])
    as a (discrepancy, agreed, back, text)

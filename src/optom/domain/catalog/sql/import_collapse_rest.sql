-- The rows whose word was taken over by a later one.
delete from staged_products s
using (select external_id, max(seq) as seq from staged_products group by 1 having count(*) > 1) k
where k.external_id = s.external_id and k.seq <> s.seq

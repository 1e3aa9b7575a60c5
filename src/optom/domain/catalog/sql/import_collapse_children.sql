-- Packs, barcodes and cross-numbers of the rows that go away pass to the row that stays.
with kept as (
    select s.seq, k.seq as keeper
    from staged_products s
    join (select external_id, max(seq) as seq from staged_products group by 1 having count(*) > 1) k
        on k.external_id = s.external_id and k.seq <> s.seq
),
packs as (update staged_packs c set seq = k.keeper from kept k where c.seq = k.seq),
barcodes as (update staged_barcodes c set seq = k.keeper from kept k where c.seq = k.seq)
update staged_crosses c set seq = k.keeper from kept k where c.seq = k.seq

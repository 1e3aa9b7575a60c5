-- Products of what the contract sees whose names have all the words of a row. A row that hundreds have is cut: nobody would
-- choose from so many. The index is asked for the rarest of the words, as the statistics tell them, and what it finds for the
-- rest: ten common words take it ten times as long, for it reads all places of each.
with common as materialized (
    select e.word, e.share
    from pg_stats s
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e(word, share)
    where s.schemaname = current_schema() and s.tablename = 'catalog_product' and s.attname = 'words'
),
asked as materialized (
    select a.row, to_tsquery('russian', a.form) as entire, r.rarest
    from unnest(%(rows)s::int[], %(ranks)s::int[], %(forms)s::text[]) as a(row, rank, form)
    cross join lateral (
        select string_agg(quote_literal(w.word), ' & ')::tsquery as rarest from (
            select l.word from unnest(tsvector_to_array(to_tsvector('russian', a.form))) as l(word)
            left join common c on c.word = l.word
            order by coalesce(c.share, 0), l.word limit 4
        ) w
    ) r
)
select a.row, p.id as product, p.brand_id as brand
from asked a
cross join lateral (
    select w.id from (select w.id, w.words from catalog_product w where w.words @@ a.rarest offset 0) w
    where w.words @@ a.entire limit 10 * %(most)s
) w
cross join lateral (select p.id, p.brand_id from catalog_product p where p.id = w.id and {seen} offset 0) p
order by a.row, p.id

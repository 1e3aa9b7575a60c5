-- Products that these offers may be: of the same number whoever makes it, of a number alike, with two of the three words of
-- their names that are the rarest among ours, as the statistics tell; a word that none of our products has tells nothing.
with common as materialized (
    select e.word, e.share
    from pg_stats s
    cross join lateral unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e(word, share)
    where s.schemaname = current_schema() and s.tablename = 'catalog_product' and s.attname = 'words'
),
sought as materialized (
    select o.id, o.norm, o.name, r.pairs
    from unnest(%(offers)s::bigint[], %(words)s::text[]) as q(id, words)
    join suppliers_offer o using (id)
    cross join lateral (
        with rarest as materialized (
            select l.word, row_number() over (order by coalesce(c.share, 0), length(l.word) desc, l.word) as turn
            from unnest(tsvector_to_array(to_tsvector('russian', q.words))) as l(word)
            left join common c on c.word = l.word
            where c.word is not null
                or exists (select 1 from catalog_product p where p.words @@ quote_literal(l.word)::tsquery)
            order by turn
            limit 3
        )
        select coalesce(
            string_agg(quote_literal(a.word) || ' & ' || quote_literal(b.word), ' | '), min(quote_literal(a.word))
        )::tsquery as pairs
        from rarest a
        left join rarest b on b.turn > a.turn
    ) r
),
hits as (
    select s.id, c.product_id
    from sought s
    join catalog_code c on c.norm = s.norm and s.norm <> ''
    union
    select s.id, c.product_id
    from sought s
    cross join lateral (
        select c.product_id
        from catalog_code c
        where length(s.norm) >= 5 and (case when not (c.kind = 'b') then c.norm end) %% s.norm
        order by similarity(c.norm, s.norm) desc, c.product_id
        limit 8
    ) c
    union
    select s.id, p.id
    from sought s
    cross join lateral (
        select w.id
        from (select w.id, w.name from catalog_product w where w.words @@ s.pairs limit 400) w
        order by similarity(w.name, s.name) desc, w.id
        limit 8
    ) p
)
select h.id as offer, h.product_id as product, coalesce(a.norm, '') as norm, b.norm as brand, p.name
from hits h
join catalog_product p on p.id = h.product_id and p.is_active
join catalog_brand b on b.id = p.brand_id
left join catalog_code a on a.product_id = p.id and a.kind = 'a'

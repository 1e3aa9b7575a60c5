-- Products found by what somebody typed, each with the rank of its best match: 0 the whole number, 1 its beginning,
-- 2 any part of an article or cross-number, 3 the words of the name. The nearest are looked for first and nothing beyond
-- enough of them: half a million articles have "DIN" in them, and ten thousand begin so. Who gets so many hits types
-- another letter.
-- Parts and words are put together by themselves, though read no further than it takes: for few of many words the planner
-- would read the table, not the index.
with parts as materialized (
    select c.product_id from catalog_code c
    where %(part)s::text is not null and (case when not (c.kind = 'b') then c.norm end) like %(part)s limit %(cap)s
),
worded as materialized (
    select p.id from catalog_product p
    where %(words)s::text is not null and p.words @@ to_tsquery('russian', %(words)s) limit %(cap)s
),
-- words and numbers together: "подшипник 6204"; the longest number leads, for numbers are rarer than words
mixed as materialized (
    select distinct p.id
    from (select c.product_id from catalog_code c
          where %(plain)s::text is not null
              and (case when not (c.kind = 'b') then c.norm end) like (%(numbers)s::text[])[1]
          limit %(cap)s) n
    join catalog_product p on p.id = n.product_id
    where p.words @@ to_tsquery('russian', %(plain)s)
        and (select bool_and(exists (
                select from catalog_code c where c.product_id = p.id and c.norm like o.part and not c.kind = 'b'))
             from unnest(%(numbers)s::text[]) as o(part))
),
near as materialized (
    select product_id, rank from (
        select product_id, 0 as rank from catalog_code where norm = %(code)s
        union all
        select product_id, 1 from catalog_code
        where %(prefix)s::text is not null and norm >= %(code)s and norm < %(prefix)s and norm <> %(code)s
        union all
        select product_id, 2 from parts
        union all
        select id, 3 from worded
        union all
        select id, 3 from mixed
    ) hits
    limit %(most)s
)
select rank, array_agg(product_id order by product_id) as products, (select count(*) from near) as hits
from (select product_id, min(rank) as rank from near group by product_id) x
group by rank
order by rank

-- Products found by what somebody typed, each with the rank of its best match: 0 the whole number, 1 its beginning,
-- 2 any part of an article or cross-number, 3 the words of the name. Capped: who gets so many hits types another letter.
with hits as (
    (select product_id, 0 as rank from catalog_code where norm = %(code)s limit %(cap)s)
    union all
    (select product_id, 1 from catalog_code
     where %(prefix)s::text is not null and norm >= %(code)s and norm < %(prefix)s and norm <> %(code)s limit %(cap)s)
    union all
    (select product_id, 2 from catalog_code
     where %(part)s::text is not null and norm like %(part)s and not kind = 'b' limit %(cap)s)
    union all
    (select p.id, 3 from catalog_product p
     where %(words)s::text is not null and p.words @@ to_tsquery('russian', %(words)s) limit %(cap)s)
    union all
    -- words and numbers together: "подшипник 6204"
    (select p.id, 3 from catalog_product p
     where %(plain)s::text is not null and p.words @@ to_tsquery('russian', %(plain)s)
        and (select bool_and(exists (
                select from catalog_code c where c.product_id = p.id and c.norm like n.part and not c.kind = 'b')) from unnest(
                    %(numbers)s::text[]) as n(part))
     limit %(cap)s)
)
select product_id, min(rank)::int as rank from hits group by product_id order by 2, 1 limit %(cap)s

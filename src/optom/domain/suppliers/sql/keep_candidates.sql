insert into suppliers_candidate (offer_id, product_id, score, why)
select * from unnest(%(offers)s::bigint[], %(products)s::bigint[], %(scores)s::smallint[], %(whys)s::text[])

-- All of them, or those of these products, are measured anew.
delete from purchasing_need where %(products)s::bigint[] is null or product_id = any(%(products)s::bigint[])

-- The goods of these papers, as far as the link reaches which the session holds.
select paper, product, article, brand, name from billing_linked_goods(%(papers)s::bigint[])

-- For which goods papers hold, each pair once; with the ids of those that stand already.
with given as (
    select distinct paper_id, product_id, group_id, brand_id
    from unnest(%(papers)s::bigint[], %(products)s::bigint[], %(groups)s::bigint[], %(brands)s::bigint[])
        as g(paper_id, product_id, group_id, brand_id)
),
written as (
    insert into catalog_coverage (paper_id, product_id, group_id, brand_id)
    select paper_id, product_id, group_id, brand_id from given
    on conflict do nothing
    returning id, paper_id
)
select id, paper_id as paper, true as is_new from written
union all
select c.id, c.paper_id, false
from given g
join catalog_coverage c on c.paper_id = g.paper_id and c.product_id is not distinct from g.product_id
    and c.group_id is not distinct from g.group_id and c.brand_id is not distinct from g.brand_id

-- How many active products each brand has in each group, and from where to where their keys go, where that has changed.
insert into catalog_shelf as s (
    group_id, brand_id, products, first_sort_key, last_sort_key, first_article, last_article)
select group_id, brand_id, count(*), min(sort_key), max(sort_key), min(article), max(article)
from catalog_product
where is_active
group by group_id, brand_id
on conflict (group_id, brand_id) do update
set products = excluded.products,
    first_sort_key = excluded.first_sort_key, last_sort_key = excluded.last_sort_key,
    first_article = excluded.first_article, last_article = excluded.last_article
where (s.products, s.first_sort_key, s.last_sort_key, s.first_article, s.last_article) is distinct from (
    excluded.products, excluded.first_sort_key, excluded.last_sort_key, excluded.first_article, excluded.last_article)

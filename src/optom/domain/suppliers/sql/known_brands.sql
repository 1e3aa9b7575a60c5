-- Which of these are brands, as the catalog or a supplier writes them.
select n.norm
from unnest(%(norms)s::text[]) as n(norm)
where n.norm <> '' and (
    exists (select from catalog_brand b where b.norm = n.norm)
    or exists (select from suppliers_brandsynonym s where s.norm = n.norm collate "C")
)

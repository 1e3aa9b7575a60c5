-- Which of these are numbers of goods.
select distinct c.norm from unnest(%(norms)s::text[]) as n(norm) join catalog_code c on c.norm = n.norm collate "C"

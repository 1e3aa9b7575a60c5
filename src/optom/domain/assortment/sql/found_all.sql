-- All that a condition finds and that meets the others, sorted. It is looked up as an array, which is sorted: neighbours are
-- found together.
select p.id from catalog_product p
where p.id = any(array(select id from ({branches}) x)) and {seen}
order by p.{key} {direction}, p.id {direction}

-- How much of what a condition finds meets all of them, counted up to the cap in the first that are found.
select count(*) from (
    select from catalog_product p
    where p.id = any(array(select id from ({branches}) x limit %(looked)s)) and {seen}
    limit %(cap)s
) x

-- How many there are, counted up to the cap.
select count(*) from (select from catalog_product p where {seen} limit %(cap)s) x

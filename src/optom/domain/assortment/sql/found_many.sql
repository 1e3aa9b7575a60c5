-- How many may answer, counted up to the cap.
select count(*) as products from (select from ({branches}) x limit %(cap)s) x

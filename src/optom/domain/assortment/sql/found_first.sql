-- The first of what may answer, up to the cap: what is found is looked at once more.
select id from ({branches}) x limit %(cap)s

-- Those whom the rows name and nobody knows yet.
insert into costs_competitor (name)
select min(of_name) from staged_told group by lower(of_name)
on conflict do nothing

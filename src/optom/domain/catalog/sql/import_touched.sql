-- Notes for the derived tables: which products were touched, and the name that their words were counted by.
create temp table touched_products (id bigint not null, is_new boolean not null, old_name text, is_renamed boolean not null)
on commit drop

-- What an import changes is in doubt: its products, or all of its columns where they are many.
insert into pricing_doubt (column_id, product_id)
select distinct column_id, case when not %(is_much)s then product_id end from price_changes

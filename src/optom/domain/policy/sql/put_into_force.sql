-- What comes into force with a publication, in the order in which prices lie.
insert into price_changes (column_id, product_id, from_quantity, amount, before, is_named)
select column_id, product_id, from_quantity, amount, before, true from (--coming--
) c
order by column_id, product_id

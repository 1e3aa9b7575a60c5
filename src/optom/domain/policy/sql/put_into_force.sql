-- What comes into force with a publication.
insert into price_changes (column_id, product_id, from_quantity, amount, before, is_named)
select column_id, product_id, from_quantity, amount, before, true from (--coming--
) c

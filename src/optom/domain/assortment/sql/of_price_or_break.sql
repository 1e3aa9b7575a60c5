(select coalesce(
            (select b.amount from pricing_break b
                where b.column_id = {column} and b.product_id = p.id and b.from_quantity <= 1
                order by b.from_quantity desc limit 1),
            (select c.amount from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id)) as amount)

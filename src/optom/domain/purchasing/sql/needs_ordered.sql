-- What is ordered is not needed any more.
delete from purchasing_need n using taken_need t where n.product_id = t.product_id

-- Another act of this transaction, perhaps with the rights of somebody else, measures other products.
drop table measured_product

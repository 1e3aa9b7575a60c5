-- Whether any product was made, changed or hidden.
select exists (select from touched_products)

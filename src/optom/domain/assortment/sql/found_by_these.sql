select c.product_id as id from unnest({these}::bigint[]) as c(product_id) where true {within}

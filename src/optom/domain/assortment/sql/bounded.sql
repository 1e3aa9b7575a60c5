c.amount {sign} coalesce((select (price {step} {rounding}) * 100 / (100 - {discount}) from bound), {open_end})

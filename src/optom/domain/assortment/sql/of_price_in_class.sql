(select round(c.amount * (100 - {discount}::numeric) / 100 / {rounding}::numeric) * {rounding}::numeric
        from {base} c)

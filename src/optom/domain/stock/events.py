"""What this room announces."""

CAME = "stock.came"  # an arrival came in, or a count has found more than was known

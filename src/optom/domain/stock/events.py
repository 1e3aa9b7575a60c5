"""What this room announces."""

CAME = "stock.came"  # an arrival was announced, changed or came in, or a count has found more than was known

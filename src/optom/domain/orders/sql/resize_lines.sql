select orders_resize(%(lines)s::bigint[], %(ordered)s::numeric[], %(sums)s::numeric[], %(vats)s::numeric[]) as resized

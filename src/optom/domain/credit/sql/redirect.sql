select credit_redirect(%(money)s, %(items)s::bigint[], %(parts)s::numeric[], %(at)s)

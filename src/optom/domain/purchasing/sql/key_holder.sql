select key, supplier, holder from purchasing_key_holder(%(secret_hash)s)

select key, holder from bank_intake_holder(%(secret_hash)s)

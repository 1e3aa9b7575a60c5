update bank_intakekey set last_used_at = %(at)s, uses = uses + 1 where id = %(key)s

update bargaining_link set last_used_at = %(at)s, uses = uses + 1 where id = %(link)s

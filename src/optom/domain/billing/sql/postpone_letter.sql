update billing_paperreader
set attempts = attempts + 1,
    retry_at = %(at)s::timestamptz + least(interval '6 hours', interval '1 minute' * power(2, least(attempts + 1, 10)))
where id = %(reader)s

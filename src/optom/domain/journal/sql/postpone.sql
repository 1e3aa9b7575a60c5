-- The next attempt is 2, 4, 8, ... seconds away, an hour at most.
update journal_event
set attempts = attempts + 1,
    retry_at = %(at)s::timestamptz + least(interval '1 hour', interval '1 second' * power(2, least(attempts + 1, 12))),
    problem = %(problem)s
where id = %(event)s and delivered_at is null

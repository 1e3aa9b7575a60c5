-- Events that nobody has finished with and whose time has come, oldest first.
select id, name, facts
from journal_event
where delivered_at is null and (retry_at is null or retry_at <= %(at)s)
order by id
limit %(limit)s

select count(*) as waiting, count(*) filter (where attempts > 0) as failing, min(at) as oldest_at
from journal_event
where delivered_at is null

select min(retry_at) as at from journal_event where delivered_at is null

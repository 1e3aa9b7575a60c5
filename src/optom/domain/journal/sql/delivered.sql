update journal_event set delivered_at = %(at)s, retry_at = null, problem = ''
where id = %(event)s and delivered_at is null

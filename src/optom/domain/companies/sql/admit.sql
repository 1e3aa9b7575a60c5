-- No row: whoever asks administers nothing here.
select account as "user", is_new, is_staff, is_member
from companies_admit(%(company)s, %(email)s, %(name)s, %(language)s, %(role)s, %(at)s)

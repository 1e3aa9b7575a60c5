select link, company, number, payload, issued_at, valid_until, is_accepted, is_client, logo, expires_at, asked_by, asked_at
from quotes_linked()

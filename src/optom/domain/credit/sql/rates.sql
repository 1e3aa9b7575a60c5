select r.id, r.currency, r."on", r.rate, r.is_by_hand, r.said_at, u.name as said_by
from credit_rate r
left join accounts_user u on u.id = r.said_by_id

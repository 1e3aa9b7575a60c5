-- The quote for which an order of the contract holds goods.
select q.id as quote, q.number, q.valid_until
from quotes_hold h join quotes_quote q on q.id = h.quote_id
where h.order_id = %(order)s and q.contract_id = %(contract)s

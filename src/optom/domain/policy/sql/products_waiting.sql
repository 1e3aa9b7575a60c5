-- Products of which a price waits for the director since their inputs moved.
select distinct p.product_id
from policy_publication u
join policy_proposedprice p on p.publication_id = u.id
where u.is_automatic and u.approved_at is null and u.dropped_at is null

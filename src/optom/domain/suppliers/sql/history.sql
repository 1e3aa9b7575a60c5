-- At what an offer stood, the newest first.
select c.at, c.price, c.currency, c.stock, c.lead_days, c.is_listed, c.run_id as run, r.name as file
from suppliers_offerchange c
left join suppliers_feedrun r on r.id = c.run_id
where c.offer_id = %(offer)s
order by c.id desc
limit %(most)s

-- The last paper of a kind under a contract, and how many there are.
select paper_id as paper, key, count(*) over () as editions
from billing_contractpaper
where contract_id = %(contract)s and kind = %(kind)s
order by id desc
limit 1

-- What an offer lands at is made of more tables than the planner turns round by itself: until the end of the transaction it looks
-- for offers of the products that are named, instead of going through all of them.
select set_config('join_collapse_limit', '16', true) as joins, set_config('from_collapse_limit', '16', true) as subqueries

-- How many prices a publication moves, of each column, group, brand, rule, guard and step of moves together. A move counts
-- as it is shown, in hundredths of a per cent, for steps lead to the prices shown. Millions of prices become some thousands
-- of rows before they are put together in six ways, each of which would sort them; a table of its own, for only what fills
-- one may be read by several processes.
create temp table moved_parts on commit drop as
select p.column_id, c.group_id, c.brand_id, p.rule, width_bucket(round(p.change, 4), %(steps)s::numeric[]) as step, p.guard,
    count(*) as many, count(*) filter (where p.amount > p.before) as dearer,
    count(*) filter (where p.amount < p.before) as cheaper, sum(p.change) as moved, count(p.change) as changes
from policy_proposedprice p
join catalog_product c on c.id = p.product_id
where p.publication_id = %(publication)s
group by 1, 2, 3, 4, 5, 6

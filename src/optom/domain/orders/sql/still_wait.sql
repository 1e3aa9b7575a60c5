-- Which of the lines wait for goods.
select id from orders_line
where id = any(%(lines)s::bigint[]) and ordered > reserved + shipped + cancelled
order by id

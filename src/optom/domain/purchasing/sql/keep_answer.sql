-- By which file an order was confirmed, and what that said of each line, as it stands right after it.
with answer as (
    insert into purchasing_answer (order_id, run_id) values (%(order)s, %(run)s) returning id
)
insert into purchasing_answerline (line_id, answer_id, quantity, price, expected_on, doubt)
select l.id, a.id, l.confirmed, l.confirmed_price, l.expected_on, l.doubt
from answer a
join purchasing_supplierline l on l.order_id = %(order)s
returning quantity, doubt

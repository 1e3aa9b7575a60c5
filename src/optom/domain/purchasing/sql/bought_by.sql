-- The lines of clients for which lines of an order are.
select distinct line_id as line from purchasing_purpose where supplier_line_id = any(%(lines)s::bigint[])

insert into billing_contractpaper (contract_id, company_id, paper_id, kind, key, number, order_id, sum)
values (%(contract)s, %(company)s, %(paper)s, %(kind)s, %(key)s, %(number)s, %(order)s, %(sum)s)

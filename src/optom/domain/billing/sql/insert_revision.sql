insert into billing_updrevision (upd_id, company_id, number, paper_id, revised_on, what, at, by_id)
values (%(upd)s, %(company)s, %(number)s, %(paper)s, %(on)s, %(what)s, %(at)s, %(actor)s)

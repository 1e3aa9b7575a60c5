insert into quotes_plea (link_id, company_id, who, note, asked_at)
values (%(link)s, %(company)s, %(who)s, %(note)s, %(at)s)
on conflict do nothing

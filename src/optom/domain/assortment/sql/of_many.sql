(p.id in (select id from ({branches}) x)) is true

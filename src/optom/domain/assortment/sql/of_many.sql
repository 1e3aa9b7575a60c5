(p.id in (select id from ({branches}) x limit {most})) is true

-- Every company, also one without a contract: how many contracts it has and how many people act for it.
select c.id, c.name, c.kind, c.inn, c.kpp, c.ogrn, c.created_at,
    (select count(*) from companies_contract k where k.company_id = c.id) as contracts,
    (select count(*) from companies_membership m where m.company_id = c.id) as people
from companies_company c

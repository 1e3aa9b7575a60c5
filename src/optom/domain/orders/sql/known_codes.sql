-- Which of these texts mean goods: numbers of the catalog and of the company's own.
select code from unnest(%(codes)s::text[]) as s(code)
where exists (select from catalog_code c where c.norm = s.code)
    or exists (select from assortment_ownnumber o where o.company_id = %(company)s and o.code = s.code)

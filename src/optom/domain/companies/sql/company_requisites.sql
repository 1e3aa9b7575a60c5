-- What a paper shows of a company, with its account in the
-- currency of the paper: the main one of them, else the newest.
select k.id, k.name, k.inn, k.kind, k.full_name, k.kpp, k.ogrn, k.legal_address, k.postal_address, k.phone, k.edo_id,
    k.papers_language, k.papers_wanted,
    b.account as bank_account, b.bic as bank_bic, b.bank as bank_bank, b.correspondent as bank_correspondent,
    b.is_main as bank_is_main
from companies_company k
left join lateral (
    select a.*
    from companies_bankaccount a
    where a.company_id = k.id
    order by
        coalesce(%(currencies)s::jsonb ->> case when length(a.account) = 20 then substr(a.account, 6, 3) end, 'RUB')
            = %(currency)s desc,
        a.is_main desc, a.id desc
    limit 1
) b on true
where k.id = %(company)s

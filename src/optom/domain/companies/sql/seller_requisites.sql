-- What a paper shows of one of our legal entities, with who signs for it and its account in the
-- currency of the paper: the main one of them, else the newest.
select k.id, k.name, k.inn, k.kind, k.full_name, k.kpp, k.ogrn, k.legal_address, k.postal_address, k.phone, k.edo_id,
    k.vat, k.papers, k.advances, k.director, k.director_post, k.director_basis, k.accountant, k.accountant_basis,
    b.account as bank_account, b.bic as bank_bic, b.bank as bank_bank, b.correspondent as bank_correspondent,
    b.is_main as bank_is_main
from companies_seller k
left join lateral (
    select a.*
    from companies_bankaccount a
    where a.seller_id = k.id
    order by
        coalesce(%(currencies)s::jsonb ->> case when length(a.account) = 20 then substr(a.account, 6, 3) end, 'RUB')
            = %(currency)s desc,
        a.is_main desc, a.id desc
    limit 1
) b on true
where k.id = %(seller)s

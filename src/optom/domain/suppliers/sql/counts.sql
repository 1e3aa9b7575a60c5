-- The file against what stood before it, which says nothing where the list is not full. About a rate of VAT: within a
-- thousandth of it.
with rates as (select distinct 1 + percent / 100 as rate from catalog_taxrate where percent > 0),
listed as (
    select count(seq) as offers,
        count(seq) filter (where was_currency = currency) as compared,
        count(*) filter (where held is not null) as moved,
        count(*) filter (where held = 'tenfold') as tenfold,
        count(*) filter (where held = 'packed') as packed,
        count(*) filter (where held = 'recoined') as recoined,
        count(*) filter (
            where price <> was and currency = was_currency and exists (
                select from rates r where abs(greatest(price / was, was / price) - r.rate) < 0.001
            )
        ) as taxed,
        count(stock) as stocked,
        count(*) filter (where has_article) as articles, count(*) filter (where has_brand) as brands,
        count(*) filter (where has_name) as names
    from listed_offer
),
staged as (
    select count(*) as rows, count(*) filter (where fate = 'bad_price') as bad from staged_row
),
before as (
    select count(*) as before, count(seq) as met, count(*) filter (where had_stock) as stocked_before,
        count(*) filter (where had_article) as articles_before, count(*) filter (where had_brand) as brands_before,
        count(*) filter (where had_name) as names_before
    from listed_offer
    where %(is_full)s and is_own and was_listed
),
twice as (
    select count(*) as twice
    from staged_row s join staged_row l on l.number = s.number
    where s.fate = 'twice' and l.fate = '' and s.price <> l.price
)
select s.rows, l.offers, s.bad, t.twice, b.before, b.met, l.compared, l.moved, l.tenfold, l.packed, l.taxed, l.recoined, l.stocked,
    b.stocked_before, l.articles, b.articles_before, l.brands, b.brands_before, l.names, b.names_before
from listed l, staged s, before b, twice t

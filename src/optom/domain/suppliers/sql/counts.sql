-- The file against what stood before it. About a rate of VAT: within a thousandth of it.
with rates as (select distinct 1 + percent / 100 as rate from catalog_taxrate where percent > 0),
listed as (
    select count(*) as offers,
        count(*) filter (where was_listed and is_own) as met,
        count(*) filter (where was_currency = currency) as compared,
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
        count(nullif(article, '')) as articles, count(nullif(brand, '')) as brands, count(nullif(name, '')) as names
    from listed_offer
),
staged as (
    select count(*) as rows, count(*) filter (where fate = 'bad_price') as bad,
        count(*) filter (where fate = '') as named
    from staged_row
),
before as (
    select count(*) as before, count(t.stock) as stocked_before, count(nullif(o.article, '')) as articles_before,
        count(nullif(o.brand, '')) as brands_before, count(nullif(o.name, '')) as names_before
    from suppliers_offer o join suppliers_terms t on t.offer_id = o.id
    where o.feed_id = %(feed)s and t.is_listed
),
twice as (
    select count(*) as twice
    from staged_row s join listed_offer l on l.number = s.number
    where s.fate = '' and s.seq <> l.seq and s.price <> l.price
)
select s.rows, l.offers, s.bad, t.twice, case when %(is_full)s then b.before else 0 end as before,
    case when %(is_full)s then l.met else 0 end as met, l.compared, l.moved, l.tenfold, l.packed, l.taxed, l.recoined, l.stocked,
    b.stocked_before, l.articles, b.articles_before, l.brands, b.brands_before, l.names, b.names_before
from listed l, staged s, before b, twice t

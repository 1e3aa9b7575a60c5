-- Money paid ahead is taxed at the common rate of its day, which is the highest one, by the regime of the contract's
-- seller.
select d."on", (
    select companies_vat(s.vat, max(rate.percent))
    from (
        select distinct on (tax_class_id) percent
        from catalog_taxrate
        where valid_from <= d."on"
        order by tax_class_id, valid_from desc
    ) rate
) as percent
from (select distinct "on" from unnest(%(days)s::date[]) as g ("on")) d
join companies_contract c on c.id = %(contract)s
join companies_seller s on s.id = c.seller_id

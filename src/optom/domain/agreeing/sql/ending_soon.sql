-- How many exceptions of a person end within some days.
select (
    select count(*) from pricing_fixedprice
    where owner_id = %(owner)s and valid_to > %(at)s and valid_to <= %(soon_at)s and valid_to > valid_from
) + (
    select count(*) from pricing_contractrule
    where owner_id = %(owner)s and valid_to > %(at)s and valid_to <= %(soon_at)s and valid_to > valid_from
) as ending

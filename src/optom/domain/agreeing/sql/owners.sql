-- Who answers for exceptions that hold or will.
select name from accounts_user where id in (
    select owner_id from pricing_fixedprice where valid_to is null or valid_to > %(at)s
    union
    select owner_id from pricing_contractrule where valid_to is null or valid_to > %(at)s
    union
    select owner_id from pricing_break where owner_id is not null
    union
    select made_by_id from policy_version where adopted_at is not null
)
order by name

-- Prices that differ more than is believed: in another currency, by about a power of ten, by about a dozen or what goes
-- into a pack, further than allowed.
update listed_offer
set held = case
    when currency <> was_currency then 'recoined'
    when greatest(price / was, was / price) between 9.5 and 10.5
        or greatest(price / was, was / price) between 95 and 105
        or greatest(price / was, was / price) between 950 and 1050 then 'tenfold'
    when exists (
        select from unnest(array[12, factor, multiple, multiple / factor]) as size
        where size >= 2 and greatest(price / was, was / price) between size * 0.95 and size * 1.05
    ) then 'packed'
    when abs(price / was - 1) * 100 > %(moved_percent)s then 'moved'
end
where was is not null and (price <> was or currency <> was_currency)
    and (currency <> was_currency or abs(price / was - 1) * 100 > %(moved_percent)s)

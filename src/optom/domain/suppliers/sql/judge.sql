-- Prices that differ more than is believed: by about a power of ten, in another currency, further than allowed.
update listed_offer
set held = case
    when currency <> was_currency then 'recoined'
    when greatest(price / was, was / price) between 9.5 and 10.5
        or greatest(price / was, was / price) between 95 and 105
        or greatest(price / was, was / price) between 950 and 1050 then 'tenfold'
    when abs(price / was - 1) * 100 > %(moved_percent)s then 'moved'
end
where was is not null and (price <> was or currency <> was_currency)
    and (currency <> was_currency or abs(price / was - 1) * 100 > %(moved_percent)s)

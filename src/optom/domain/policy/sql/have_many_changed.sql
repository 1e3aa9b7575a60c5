-- Whether more prices have changed since a moment than so many; no more of them are counted.
select count(*) > %(most)s as is_so from (select from pricing_pricechange where at > %(since)s limit %(most)s + 1) c

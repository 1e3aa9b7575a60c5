-- Whether any price was ever published.
select exists (select from pricing_columnprice) or exists (select from pricing_pricechange)

-- All products that the market has, or had, prices of.
create temp table touched_market on commit drop as
select product_id from costs_marketprice union select product_id from costs_market

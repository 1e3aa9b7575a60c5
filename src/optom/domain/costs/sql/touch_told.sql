-- The products of which the rows tell.
create temp table touched_market on commit drop as
select distinct product_id from resolved_told where wrong is null

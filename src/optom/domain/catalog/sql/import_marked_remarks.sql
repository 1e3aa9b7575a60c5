-- Rows that can't be taken.
select product, gtin, origin, wrong as code from resolved_marked where wrong is not null order by seq

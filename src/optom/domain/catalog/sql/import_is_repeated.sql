-- Whether some thing has several rows.
select exists (select from staged_products group by external_id having count(*) > 1)

-- Whether anything is in doubt.
select exists (select from pricing_doubt) as is_so

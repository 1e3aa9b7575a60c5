-- What says no price of what never had one.
update staged_row s
set fate = 'unknown'
where s.fate = '' and s.price is null and s.seq not in (select seq from listed_offer where seq is not null)

-- Whether more lines would be replayed than so many; no more of them are counted.
select count(*) > %(most)s as is_so from (select from (--lines--
) l limit %(most)s + 1) c

-- Whether more goods are sold than so many; no more of them are counted.
select count(*) > %(most)s as is_so from (select from catalog_product where is_active limit %(most)s + 1) p

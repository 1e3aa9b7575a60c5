-- Of one company own numbers are given one after the other: which of them are given already is asked under this lock. No
-- row stands for all of them that a buyer may lock.
select pg_advisory_xact_lock(hashtextextended('assortment_ownnumber', %(company)s))

drop table if exists pg_temp.listed_offer, pg_temp.found_offer

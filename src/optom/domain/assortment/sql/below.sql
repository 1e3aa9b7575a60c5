-- The groups and all below them.
select distinct descendant_id as id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[])

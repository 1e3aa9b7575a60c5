-- Some of an index walked from a milestone on, or from one back: cheap while the contract sees more than a sliver of the
-- catalog there, and most of that passes the test.
select p.id, p.group_id, p.brand_id, p.{key} from catalog_product p
where {reach} and {test} and {shown}
order by p.{key} {direction}, p.id {direction}
offset %(skip)s limit %(count)s

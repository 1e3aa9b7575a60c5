-- A page by walking an index from a milestone on, or from one back: cheap while the contract sees more than a sliver of
-- the catalog there.
select p.id from catalog_product p
where {reach} and {seen}
order by p.{key} {direction}, p.id {direction}
offset %(start)s limit %(count)s

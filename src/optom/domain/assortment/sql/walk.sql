-- A page by walking an index in its order: cheap while the contract sees more than a sliver of the catalog.
select p.id from catalog_product p
where {reach} and {seen}
order by p.{key} {direction}, p.id {direction}
offset %(start)s limit %(count)s

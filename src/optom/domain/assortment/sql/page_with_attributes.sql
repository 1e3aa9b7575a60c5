-- A page of what has the attributes asked, sorted; it is found and sorted at once, whatever its number up to the cap.
select f.id, count(*) over () as total
from ({found}) f
order by f.{key} {direction}, f.id {direction}
offset %(start)s limit %(count)s

-- The first of an order, each tested until enough pass: how many of them do, and the page of these.
-- What is sorted is read as it stands.
with first as materialized (
{first}),
passed as materialized (
    select p.id, p.{key} from first p where {found} and {stocked} limit %(cap)s
)
select (select count(*) from passed) as passing, array(
    select id from passed order by {key} {direction}, id {direction} offset %(start)s limit %(rows)s) as ids

select array(select id from (
{statement}
) x) as ids

-- The people of the firm: at which desks, in which warehouses (no name: in all of them).
select u.id, u.name, u.email, u.is_active, u.last_login,
    (select string_agg(r.role, ',' order by r.role) from accounts_staffrole r where r.user_id = u.id) as desks,
    (
        select string_agg(w.name, ', ' order by w.position, w.id)
        from stock_workplace p
        join stock_warehouse w on w.id = p.warehouse_id
        where p.user_id = u.id and w.is_active
    ) as warehouses
from accounts_user u
where exists (select from accounts_staffrole r where r.user_id = u.id)

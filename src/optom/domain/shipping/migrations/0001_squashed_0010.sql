-- Codes of marked things leave with the lines of a shipment, each once (ADR 0039).
create function shipping_markcode_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' or exists (
        select from shipping_shipment s where s.id = old.shipment_id and s.state = 'dispatched'
    ) then
        raise exception 'codes of what has left stay' using errcode = 'restrict_violation';
    end if;
    return old;
end
$$;
create trigger shipping_markcode_stays before update or delete on shipping_markcode
for each row execute function shipping_markcode_stays();

-- As houses have it whose notes became one a shipment later.
alter table shipping_shipment
    rename constraint shipping_shipment_delivery_note_id_key to shipping_shipment_delivery_note_id_94ef7ef4_uniq;

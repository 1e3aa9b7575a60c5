-- Said once more it takes the place of what was said before; waybills keep what they said.
with named as (
    update shipping_shipment set carrier = %(carrier)s where id = %(shipment)s
    returning id, company_id, warehouse_id
)
insert into shipping_carriage (shipment_id, company_id, warehouse_id, carrier_inn, driver, driver_licence, driver_inn,
    vehicle, plate, trailer, loaded_at, places, told_at, told_by_id)
select id, company_id, warehouse_id, %(carrier_inn)s, %(driver)s, %(driver_licence)s, %(driver_inn)s, %(vehicle)s,
    %(plate)s, %(trailer)s, %(loaded_at)s, %(places)s, %(at)s, %(actor)s
from named
on conflict (shipment_id) do update
set carrier_inn = excluded.carrier_inn, driver = excluded.driver, driver_licence = excluded.driver_licence,
    driver_inn = excluded.driver_inn, vehicle = excluded.vehicle, plate = excluded.plate, trailer = excluded.trailer,
    loaded_at = excluded.loaded_at, places = excluded.places, told_at = excluded.told_at,
    told_by_id = excluded.told_by_id

select s.carrier, c.carrier_inn, c.driver, c.driver_licence, c.driver_inn, c.vehicle, c.plate, c.trailer, c.loaded_at,
    c.places, c.told_at, u.name as told_by
from shipping_carriage c
join shipping_shipment s on s.id = c.shipment_id
left join accounts_user u on u.id = c.told_by_id
where c.shipment_id = %(shipment)s

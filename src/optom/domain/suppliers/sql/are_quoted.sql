-- Rows by the numbers of prices that the supplier has quoted: these stand as they were given, whatever his lists name so.
update staged_row r
set fate = 'quoted'
from suppliers_offer o
join suppliers_feed f on f.id = o.feed_id and f.name = %(quotes)s
where o.supplier_id = %(supplier)s and o.number like 'RFQ-%%' and r.number = o.number and r.fate = ''

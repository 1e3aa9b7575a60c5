-- Milestones behind the last product.
delete from catalog_milestone m where m.number * %(step)s >= (select count(*) from catalog_product where is_active)

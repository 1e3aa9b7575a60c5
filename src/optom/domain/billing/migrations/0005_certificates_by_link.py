"""Of which goods the papers of a link tell: who holds it takes the certificates of those and no others (ADR 0019)."""

from typing import ClassVar

from django.db import migrations

# Security definer: the role of links reads no lines, and of goods only what says which certificate holds for them.
GOODS = """
create function billing_linked_goods(papers bigint[])
    returns table (paper bigint, product bigint, article text, brand text, name text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select p.id, g.id, g.article, b.name, g.name
    from billing_held_link() h
    join documents_paper p
        on p.company_id = h.company and (h.contract is null or p.contract_id = h.contract)
        and p.issued_at >= h.issued_from and p.issued_at < h.issued_before
    cross join lateral (
        select l.product_id
        from billing_invoice i
        join billing_invoiceline v on v.invoice_id = i.id
        join orders_line l on l.id = v.order_line_id
        where i.paper_id = p.id
        union
        select d.product_id
        from shipping_shipment s
        join shipping_shipmentline d on d.shipment_id = s.id and d.dispatched > 0
        where s.delivery_note_id = p.id
    ) bought
    join catalog_product g on g.id = bought.product_id
    left join catalog_brand b on b.id = g.brand_id
    where p.id = any(papers)
    order by p.id, g.article, g.id
$$;
revoke all on function billing_linked_goods from public;
grant execute on function billing_linked_goods to optom_link;
grant select (id, brand_id, group_id) on catalog_product to optom_link;
grant select on catalog_coverage, catalog_grouppath, catalog_goodspaper to optom_link;
"""
UNDONE = """
revoke select on catalog_coverage, catalog_grouppath, catalog_goodspaper from optom_link;
revoke select (id, brand_id, group_id) on catalog_product from optom_link;
drop function billing_linked_goods;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0004_links_to_papers"),
        ("catalog", "0011_pictures_and_papers_of_goods"),
        ("orders", "0008_notes_of_lines"),
        ("shipping", "0003_newest_of_a_contract"),
    ]

    operations: ClassVar = [migrations.RunSQL(GOODS, UNDONE)]

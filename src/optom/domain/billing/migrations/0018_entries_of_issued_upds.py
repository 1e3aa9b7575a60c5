"""The entries of goods whose UPDs are issued already are called by them, too."""

from typing import ClassVar

from django.db import migrations

CALLED = """
insert into credit_naming (entry_id, company_id, paper_id, title)
select e.id, e.company_id, p.id, p.title
from billing_upd u
join documents_paper p on p.id = u.paper_id and p.kind = 'upd'
join credit_entry e on e.subject = 'shipping.shipment:' || u.shipment_id and e.kind = 'dispatch'
on conflict (entry_id) do nothing;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0017_tax_of_papers_by_link"),
        ("credit", "0020_entries_are_called_by_papers"),
    ]

    operations: ClassVar = [migrations.RunSQL(CALLED, migrations.RunSQL.noop)]

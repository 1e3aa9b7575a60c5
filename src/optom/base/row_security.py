"""What migrations say about who may touch which rows: grants, row-level security, append-only ledgers.

Three roles (ADR 0004): ``optom_web`` only signs people in; a request then works as ``optom_buyer``, whom
the database shows his own companies' rows, or as ``optom_staff``. Who follows a link works as ``optom_link``
(ADR 0019). Migrations and the worker use the owner.
"""

from django.db.migrations import RunSQL


def grant(table: str, *, buyer: str = "", staff: str = "", web: str = "", link: str = "") -> RunSQL:
    """Let each role do what is listed ("select, insert") with ``table``; nothing where nothing is said."""
    said = {"optom_buyer": buyer, "optom_staff": staff, "optom_web": web, "optom_link": link}
    lines = [f"grant {acts} on {table} to {role};" for role, acts in said.items() if acts]
    return RunSQL("\n".join(lines), RunSQL.noop)


def own_rows(table: str, mine: str = "company_id in (select companies_mine())") -> RunSQL:
    """Show and let a buyer write only rows for which ``mine`` holds; staff work with all rows."""
    return RunSQL(
        f"""
        alter table {table} enable row level security;
        create policy {table}_buyer on {table} to optom_buyer using ({mine}) with check ({mine});
        create policy {table}_staff on {table} to optom_staff using (true) with check (true);
        """,
        f"""
        drop policy {table}_staff on {table};
        drop policy {table}_buyer on {table};
        alter table {table} disable row level security;
        """,
    )


def append_only(table: str) -> RunSQL:
    """Refuse every update and delete of ``table``, whoever asks (law 6)."""
    return RunSQL(
        f"create trigger {table}_append_only before update or delete on {table} "
        "for each row execute function journal_append_only();",
        f"drop trigger {table}_append_only on {table};",
    )

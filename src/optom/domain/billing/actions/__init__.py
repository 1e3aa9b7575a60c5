"""What buyers do with papers: issue invoices to themselves, let their accountant take papers by a link."""

from .invoices import KIND, Wanted, issue_invoice
from .links import Made, make_link, revoke_link, use_link

__all__ = ["KIND", "Made", "Wanted", "issue_invoice", "make_link", "revoke_link", "use_link"]

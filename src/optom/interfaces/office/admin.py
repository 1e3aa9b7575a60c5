"""Support looks things up here. Nothing is changed here: acts have their own pages, and tables have their own rules."""

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

_LOOKED_UP = {
    "accounts.User": ("email", "name", "language", "is_active"),
    "accounts.StaffRole": ("user", "role"),
    "companies.Company": ("name", "inn", "kpp"),
    "companies.Contract": ("number", "company", "seller", "is_active"),
    "companies.Membership": ("company", "user", "role"),
    "orders.Order": ("id", "contract", "placed_at", "total"),
    "shipping.Shipment": ("id", "contract", "state", "requested_at"),
    "documents.Paper": ("number", "kind", "issued_at", "title"),
    "journal.Entry": ("at", "act", "subject", "actor"),
    "journal.Event": ("at", "name", "delivered_at", "attempts", "problem"),
}
_SEARCHED = {"email", "name", "inn", "number", "subject", "act"}


if TYPE_CHECKING:
    _Admin = admin.ModelAdmin[Model]
else:
    _Admin = admin.ModelAdmin  # no generic when it runs


class ReadOnly(_Admin):
    """Seen by superusers, changed by nobody."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return bool(getattr(request.user, "is_superuser", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False


def _register() -> None:
    for name, columns in _LOOKED_UP.items():
        searched = [column for column in columns if column in _SEARCHED]
        shown = {
            "list_display": columns,
            "search_fields": searched,
            "list_per_page": 50,
            "show_full_result_count": False,
        }
        admin.site.register(apps.get_model(name), type("Support", (ReadOnly,), shown))


_register()

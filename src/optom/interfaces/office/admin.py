"""Support looks things up here. Nothing is changed here: acts have their own pages, and tables have their own rules."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db.models import ForeignKey, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from optom.domain.accounts import queries as accounts
from optom.interfaces.kit.answers import sign_in

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


class Support(admin.AdminSite):
    """Signing in, out and passwords have one door, with its limits and second factors: that of everybody."""

    def has_permission(self, request: HttpRequest) -> bool:
        return _may_look(request) and accounts.is_staff(request.user.pk or 0)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002 -- Django's signature
        if request.user.is_authenticated:
            raise Http404
        return sign_in(request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002 -- Django's signature; elsewhere
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # type: ignore[override]  # noqa: ARG002 -- as above
        return redirect("account_change_password")

    def get_log_entries(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_log_entries(request).none()  # nothing is ever changed here


class ReadOnly(_Admin):
    """Seen by superusers, changed by nobody."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """With what the rows name, and without hashes of passwords, which the database refuses here."""
        keys = [field for field in self.opts.fields if isinstance(field, ForeignKey)]
        people = [f"{key.name}__password" for key in keys if key.related_model is _USER]
        own = ["password"] if self.model is _USER else []
        return super().get_queryset(request).select_related(*(key.name for key in keys)).defer(*own, *people)

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:  # noqa: ARG002 -- Django's signature
        return ("password", "groups", "user_permissions") if self.model is _USER else ()

    def history_view(
        self,
        request: HttpRequest,  # noqa: ARG002 -- Django's signature
        object_id: str,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002 -- Django's signature
    ) -> HttpResponse:
        """What the journal knows of the row."""
        query = urlencode({"subject": f"{self.opts.label_lower}:{object_id}"})
        return redirect(f"{reverse('admin:journal_entry_changelist')}?{query}")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return _may_look(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 -- Django's signature
        return False


def _may_look(request: HttpRequest) -> bool:
    return bool(request.user.is_active and getattr(request.user, "is_superuser", False))


def _register() -> None:
    for name, columns in _LOOKED_UP.items():
        searched = [column for column in columns if column in _SEARCHED]
        shown = {
            "list_display": columns,
            "search_fields": searched,
            "list_per_page": 50,
            "show_full_result_count": False,
        }
        support.register(apps.get_model(name), type("Support", (ReadOnly,), shown))


_USER = apps.get_model("accounts.User")
support = Support()
_register()

"""Who did what, when, with what facts; and the outbox of announced facts."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One act, written in its own transaction. Append-only by trigger."""

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)
    company_id = models.BigIntegerField(null=True)  # opaque here: the room of companies is above
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["subject", "id"], name="journal_entry_subject"),
            models.Index(fields=["company_id", "id"], name="journal_entry_company"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class Event(models.Model):
    """A fact announced to the rooms above; the worker hands it to every handler at least once."""

    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="journal_event_waiting", condition=models.Q(delivered_at=None)),
        ]

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """A handler has dealt with an event; the mark is written in the handler's own transaction."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    handler = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "handler"], name="journal_delivery_once")]

    def __str__(self) -> str:
        return f"{self.handler} <- {self.event_id}"

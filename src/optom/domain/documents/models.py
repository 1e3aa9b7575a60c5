"""Numbering without gaps and the archive of issued papers. Knows no business: owners and subjects are opaque."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F
from django.db.models.functions import Collate


class Sequence(models.Model):
    """The last number given for one owner (a seller), kind of paper and year."""

    owner = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year"], name="documents_sequence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Paper(models.Model):
    """An issued paper: what it says (``payload``) and its hash; how it was drawn and the hash of what came out.

    Never changes, by trigger; only what is known of the first drawing is added, once.
    """

    owner = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    company_id = models.BigIntegerField(null=True)
    contract_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    payload = models.JSONField()
    template = models.CharField(max_length=80)
    source_sha256 = models.CharField(max_length=64, blank=True)  # empty: issued before this was kept
    renderer = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, null=True)  # noqa: DJ001 -- not drawn yet, which is not an empty hash
    size = models.PositiveIntegerField(null=True)
    loaded_at = models.DateTimeField(null=True)  # when a paper of the past came in; none: it was issued here

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year", "serial"], name="documents_paper_number_once"),
            models.CheckConstraint(
                name="documents_paper_drawn_whole",
                condition=models.Q(sha256=None, size=None, renderer="")
                | (models.Q(sha256__isnull=False, size__isnull=False) & ~models.Q(renderer="")),
            ),
        ]
        indexes: ClassVar = [
            # with the company, by which rows are shown: papers are counted without reading what they say
            models.Index(fields=["contract_id", "-id"], include=["company_id"], name="documents_paper_contract"),
            models.Index(fields=["company_id", "-id"], include=["contract_id"], name="documents_paper_company"),
            models.Index(fields=["id"], name="documents_paper_undrawn", condition=models.Q(sha256=None)),
            models.Index(Collate("number", "C"), F("company_id"), name="documents_paper_number"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SignedCopy(models.Model):
    """A paper as both sides have signed it, scanned: a file that is kept by its hash. Append-only."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="+")
    company_id = models.BigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["paper", "sha256"], name="documents_signedcopy_once"),
        ]

    def __str__(self) -> str:
        return f"of {self.paper_id}: {self.sha256[:12]}"


class Attachment(models.Model):
    """A file that somebody has attached to what is no paper: kept by its hash, as it was given. Append-only."""

    subject = models.CharField(max_length=60)
    company_id = models.BigIntegerField()
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "sha256"], name="documents_attachment_once"),
        ]

    def __str__(self) -> str:
        return f"of {self.subject}: {self.name}"

"""Numbering without gaps and the archive of issued papers. Knows no business: owners and subjects are opaque."""

from typing import ClassVar

from django.db import models


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
    """An issued paper: what it says (``payload``), how it was drawn, and the hash of what came out. Never changes."""

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
    renderer = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "kind", "year", "serial"], name="documents_paper_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["contract_id", "-id"], name="documents_paper_contract")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

"""What real orders would come to at proposed prices: told once, never changed; asked again it is another replay."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from optom.domain.policy.models import Publication


class Replay(models.Model):
    """Orders of the last ``weeks``, replayed at the prices of a publication.

    ``done_at`` is empty as long as the worker is at it, who has begun it ``tries`` times; where it could not be done,
    ``failure`` says why.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+", db_index=False)
    weeks = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    done_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["publication", "-id"], name="replay_replay_publication")]

    def __str__(self) -> str:
        return f"replay {self.pk}"


class Total(models.Model):
    """What the lines of one part came to. All sums are in roubles without VAT.

    ``of`` says of which part: all, company, contract, group, brand, column (without a ``key``: fixed prices), product;
    or what is promised: reserve, waiting. ``lines`` are those that can be compared: ``sold`` as they were sold,
    ``present`` at the prices in force, ``proposed`` at those of the publication. Beside them are counted the lines that
    can't be put into roubles (``unrated``), have no price now (``unpriced``) or would have none (``withdrawn``).
    ``cost`` is of those lines whose cost is known, as ``costed_present`` and ``costed_proposed`` are.
    """

    replay = models.ForeignKey(Replay, on_delete=models.CASCADE, related_name="+", db_index=False)
    of = models.CharField(max_length=8)
    key = models.BigIntegerField(null=True)
    lines = models.PositiveIntegerField()
    unrated = models.PositiveIntegerField()
    unpriced = models.PositiveIntegerField()
    withdrawn = models.PositiveIntegerField()
    sold = models.DecimalField(max_digits=19, decimal_places=2)
    present = models.DecimalField(max_digits=19, decimal_places=2)
    proposed = models.DecimalField(max_digits=19, decimal_places=2)
    costed_present = models.DecimalField(max_digits=19, decimal_places=2)
    costed_proposed = models.DecimalField(max_digits=19, decimal_places=2)
    cost = models.DecimalField(max_digits=19, decimal_places=2)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["replay", "of", "id"], name="replay_total_of")]

    def __str__(self) -> str:
        return f"{self.of} {self.key}: {self.present} -> {self.proposed}"

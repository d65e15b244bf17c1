"""The gazetteer: places a caller can be at."""

from django.db import models

from contactcentre.core.models import Borough


class Place(models.Model):
    """A named place with its borough; the search is over `words`, its normal form."""

    name = models.CharField(max_length=120)
    words = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    borough = models.ForeignKey(Borough, models.PROTECT, related_name="places")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "borough"], name="place_once_a_borough")
        ]
        indexes = [models.Index(fields=["words"], name="place_words")]

    def __str__(self) -> str:
        return f"{self.name}, {self.borough.name}"


class Code(models.Model):
    """An opening or closing code (NSIR style); data that can be imported."""

    kind = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=80)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="code_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

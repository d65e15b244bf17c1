"""The gazetteer: places a caller can be at."""

from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, FloatField, Func, Q

from contactcentre.core.models import Borough

# A door or a flat; every other kind is a street or a building that is known by its name.
ADDRESS = "address"
FOUND_BY = SearchVector("words", config="simple")
# How much less a degree of longitude is than one of latitude, in London.
SHRINK = 0.62


def spot(lat, lon) -> Func:
    """Return a position as PostgreSQL can look for the nearest one by an index."""
    return Func(lon * SHRINK, lat, function="point", output_field=FloatField())


class Place(models.Model):
    """
    A named place with its borough; the search is over `words`, its normal form.

    Two of one name in a borough have each their postcode, or a part of one.
    """

    name = models.CharField(max_length=120)
    words = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    postcode = models.CharField(max_length=8, blank=True, default="")
    borough = models.ForeignKey(Borough, models.PROTECT, related_name="places")
    lat = models.FloatField()
    lon = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "borough", "postcode"], name="place_once_a_borough"
            )
        ]
        indexes = [
            models.Index(fields=["words"], name="place_words", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["lat", "lon"], name="place_where"),
            GinIndex(FOUND_BY, condition=~Q(kind=ADDRESS), name="place_found_by", fastupdate=False),
            GistIndex(spot(F("lat"), F("lon")), condition=~Q(kind=ADDRESS), name="place_nearest"),
        ]

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

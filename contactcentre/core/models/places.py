"""How the city is divided for policing."""

from django.db import models


class CommandUnit(models.Model):
    """A borough command unit: the area a dispatch desk looks after."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Borough(models.Model):
    """A London borough, by its ONS code."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=60, unique=True)
    command_unit = models.ForeignKey(CommandUnit, models.PROTECT, related_name="boroughs")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

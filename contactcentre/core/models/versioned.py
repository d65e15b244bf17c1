"""Rows that live boards show."""

from django.db import models


class HeldQuerySet(models.QuerySet):
    """Rows that can be held until the end of a transaction."""

    def held(self, pk):
        """
        Return the row, held until this transaction ends.

        :raises DoesNotExist: if there is none
        """
        return self.select_for_update(no_key=True, of=("self",)).get(pk=pk)

    def held_if_there(self, pk):
        """Return the row held until this transaction ends, or None when there is none."""
        return self.select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()

    def held_if_free(self, pk):
        """Return the row held, or None when it is gone or somebody else holds it now."""
        held = self.select_for_update(no_key=True, skip_locked=True, of=("self",))
        return held.filter(pk=pk).first()


class Versioned(models.Model):
    """A row shown on live boards; its version lets a screen drop stale news."""

    version = models.PositiveIntegerField(default=1)
    objects = HeldQuerySet.as_manager()

    class Meta:
        abstract = True

    def save_changes(self, *fields: str) -> None:
        """Write the named fields and move the version on by one."""
        self.version += 1
        self.save(update_fields=[*fields, "version"])

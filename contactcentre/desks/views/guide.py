"""The page of help: every shortcut and command, from their registries."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from contactcentre.desks import commands, doors, pages, shortcuts


@doors.signed_in
@require_GET
def show(request):
    """Show what this person's desks answer to."""
    boards = [desk.board for desk in pages.open_to(request.user)]
    context = {"shortcut_groups": shortcuts.groups(*boards), "commands": commands.FORMS}
    return render(request, "desks/help.html", context)

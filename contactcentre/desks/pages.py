"""The desks there are: which board each shows, who may sit there, what drives it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contactcentre.core import permissions
from contactcentre.core.models import Desk
from contactcentre.core.permissions import Permission, Role


@dataclass(frozen=True)
class DeskPage:
    """One desk: the board it shows and the permission that opens it."""

    board: str
    name: str
    desk: Desk
    permission: Permission
    url_name: str

    @property
    def url(self) -> str:
        """Where the desk is."""
        return reverse(self.url_name)

    @property
    def template(self) -> str:
        """The page that shows it."""
        return f"desks/{self.board}.html"

    @property
    def script(self) -> str:
        """The module that drives it."""
        return f"desks/{self.board}/main.js"


CALLS = DeskPage("calls", _("Call handling"), Desk.CALLS, Permission.BOARD_CALLS, "desk-calls")
DISPATCH = DeskPage(
    "dispatch", _("Dispatch"), Desk.DISPATCH, Permission.BOARD_DISPATCH, "desk-dispatch"
)
SUPERVISOR = DeskPage(
    "supervisor",
    _("Supervision"),
    Desk.SUPERVISION,
    Permission.BOARD_SUPERVISOR,
    "desk-supervisor",
)
ALL = (CALLS, DISPATCH, SUPERVISOR)

# Where a role starts its day, the most responsible first: one person may be several.
_FIRST = (
    (Role.DUTY_OFFICER, SUPERVISOR, Desk.DUTY_OFFICE),
    (Role.SUPERVISOR, SUPERVISOR, Desk.SUPERVISION),
    (Role.DISPATCHER, DISPATCH, Desk.DISPATCH),
    (Role.CALL_HANDLER, CALLS, Desk.CALLS),
)


def open_to(person) -> list[DeskPage]:
    """Return the desks this person may sit at."""
    return [desk for desk in ALL if permissions.has(person, desk.permission)]


def first_for(person) -> DeskPage | None:
    """Return the desk this person starts at, or None when their role has no desk here."""
    return next((page for role, page, _desk in _FIRST if role in person.roles), None)


def desks_at(page: DeskPage, person) -> list[Desk]:
    """Return where on the floor this person may be on shift when they sit at this desk."""
    return [desk for role, where, desk in _FIRST if where is page and role in person.roles]


def desk_of(person) -> Desk | None:
    """Return the desk this person is on duty at after signing in, or None without one."""
    return next((desk for role, _page, desk in _FIRST if role in person.roles), None)

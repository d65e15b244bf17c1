"""
The calls of the demonstration: who rings, and what they would say.

Numbers are from Ofcom's drama ranges. One call is that of 31 May 2018 in the words of the IOPC's
summary (reference 2018/104370); what the summary does not say is marked as made up.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DemoCall:
    """One call: the line it comes in on, its number and position, and the caller's account."""

    name: str
    title: str | Promise
    channel: str
    number: str
    account: tuple[str | Promise, ...]
    lat: float
    lon: float
    radius_m: int
    source: str = "EISEC"
    published: tuple[str | Promise, ...] = ()
    made_up: str | Promise = ""


CALLS = (
    DemoCall(
        name="31-may-2018",
        title=_("31 May 2018, 23:54: banging on the door"),
        channel="999",
        number="+447700900123",
        account=(
            _("Somebody is banging on her door and buzzing her buzzer."),
            _("She does not know who it is. She believes that it may be her ex-husband."),
        ),
        published=(
            _(
                "In the week before, she asked the police for help to get an order to keep her "
                "ex-husband from coming to her home, and was advised to speak to a solicitor."
            ),
            _(
                "She believed that her number was flagged for a high-priority response. It was "
                "not: the marker on her home had been removed in January 2018."
            ),
            _(
                "Because it was uncertain who was at the door, it was not treated as domestic. "
                "It was graded significant, with a target of 60 minutes."
            ),
            _(
                "The officers who were allocated were diverted to an immediate call. The control "
                "room was unaware of it, and no new unit was allocated."
            ),
            _(
                "At 2.30 she rang 999 from hospital: at around midnight her ex-husband had kicked "
                "open her door, come in and assaulted her."
            ),
        ),
        made_up=_(
            "Telephone number, address and position are made up; they were not published. So is "
            "the incident of three months before that the known panel shows; that she asked for "
            "help to get an order is not."
        ),
        lat=51.4613,
        lon=-0.1210,
        radius_m=40,
    ),
    DemoCall(
        name="knife",
        title=_("Man with a knife at an Underground station"),
        channel="999",
        number="+447700900456",
        account=(
            _("“There is a man with a knife outside the station, he is shouting at people.”"),
            _("“Nobody is hurt yet. There are children here.”"),
        ),
        lat=51.4627,
        lon=-0.1145,
        radius_m=18,
        source="AML",
    ),
    DemoCall(
        name="burglary",
        title=_("Burglars in the house"),
        channel="999",
        number="+442079460111",
        account=(
            _("Whispering: “Somebody is downstairs. I heard the glass go.”"),
            _("“I am alone upstairs. Please hurry.”"),
        ),
        lat=51.4972,
        lon=-0.0912,
        radius_m=25,
    ),
    DemoCall(
        name="silent",
        title=_("Silent call, 55 pressed"),
        channel="999",
        number="+447700900789",
        account=(_("Nothing is said. Breathing, then a tap on the handset."),),
        lat=51.5074,
        lon=-0.1005,
        radius_m=22,
        source="AML",
    ),
    DemoCall(
        name="car",
        title=_("101: car window broken overnight"),
        channel="101",
        number="+442079460222",
        account=(
            _("“Somebody broke my car window last night and took a bag.”"),
            _("“I need a crime number for the insurance.”"),
        ),
        lat=51.4886,
        lon=-0.1115,
        radius_m=60,
    ),
)


def called(name: str) -> DemoCall | None:
    """Return the call of a name, or None."""
    return next((call for call in CALLS if call.name == name), None)

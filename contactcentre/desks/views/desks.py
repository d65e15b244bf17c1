"""The desks: each page is a frame, its choices, and the board that fills it."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from contactcentre.contacts.enums import Channel, HandlerState
from contactcentre.contacts.queueing import ANSWER_WITHIN
from contactcentre.contacts.states import CHOSEN
from contactcentre.core.permissions import Permission
from contactcentre.desks import choices, doors, frame, pages, queries
from dispatch import queries as dispatch_queries
from dispatch.enums import AssignmentState
from incidents import queries as incident_queries
from incidents.enums import Advice, Grade, PartyRole, Sign, SuspectIdentity
from incidents.figures import FIGURES
from incidents.thrive import QUESTIONS


@doors.needs(Permission.BOARD_CALLS)
@require_GET
def calls(request):
    """Show the call handler's desk."""
    chosen = [(state.value, state.label) for state in HandlerState if state in CHOSEN]
    context = frame.context(
        request,
        pages.CALLS,
        answer_within=ANSWER_WITHIN.total_seconds(),
        channel_words=dict(Channel.choices),
        handler_words=dict(HandlerState.choices),
        thrive=[{"key": item["key"], "letter": item["letter"]} for item in QUESTIONS],
    )
    context |= {
        "handler_states": chosen,
        "thrive": QUESTIONS,
        "signs": Sign.choices,
        "advice": Advice.choices,
        "grades": Grade.choices,
        "suspect_choices": SuspectIdentity.choices,
        "caller_roles": [each for each in PartyRole.choices if each[0] != PartyRole.SUSPECT],
        "opening_codes": incident_queries.opening_codes(),
        "outcomes": choices.outcomes(),
    }
    return render(request, pages.CALLS.template, context)


@doors.needs(Permission.BOARD_DISPATCH)
@require_GET
def dispatch(request):
    """Show the dispatcher's desk."""
    context = frame.context(
        request,
        pages.DISPATCH,
        assignments=dict(AssignmentState.choices),
        own_boroughs=queries.boroughs_of(request.user),
    )
    context |= {
        "airwave_codes": dispatch_queries.airwave_codes(),
        "closing_codes": incident_queries.closing_codes(),
        "grades": Grade.choices,
    }
    return render(request, pages.DISPATCH.template, context)


@doors.needs(Permission.BOARD_SUPERVISOR)
@require_GET
def supervisor(request):
    """Show the supervisor's desk."""
    context = frame.context(
        request,
        pages.SUPERVISOR,
        figures=[{"name": each.name, "label": each.label} for each in FIGURES.values()],
        channel_words=dict(Channel.choices),
        handler_words=dict(HandlerState.choices),
    )
    return render(request, pages.SUPERVISOR.template, context)

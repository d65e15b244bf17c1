"""Orders about one contact, and of a handler: one class each."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework.response import Response

from contactcentre.contacts import boards, details, holding, queries
from contactcentre.contacts.actions import calls, handlers, locations, operators, payloads, queue
from contactcentre.contacts.api import serializers as inputs
from contactcentre.contacts.handing_over import Block
from contactcentre.contacts.locating import Fix
from contactcentre.contacts.models import Contact
from contactcentre.core import audit, clock
from contactcentre.core.api.endpoints import check_match
from contactcentre.core.api.orders import Nothing, Order
from contactcentre.core.errors import NotFound
from contactcentre.core.permissions import Permission


def _found(contacts: QuerySet[Contact], contact_id: int) -> Contact:
    contact = contacts.filter(pk=contact_id).first()
    if contact is None:
        raise NotFound("There is no such contact.")
    return contact


class ContactOrder(Order):
    """An order about the contact in the address, made against the version last seen."""

    permission = Permission.CONTACT_TAKE

    def contact(self, request, contact_id: int) -> Contact:
        """
        Return the contact in the address, if this person may give orders about it.

        :raises NotFound: when there is none for them
        :raises WrongState: when it has moved on since the version they name
        """
        contact = _found(queries.within_reach(request.user), contact_id)
        if "If-Match" in request.headers:
            contact = holding.hold(contact_id, person=request.user).contact
            check_match(request, contact)
        return contact

    def do(self, action, request, contact_id: int, **arguments):
        """Do the action on the contact in the address, and answer with its row."""
        self.contact(request, contact_id)
        done = action(contact_id=contact_id, by=request.user, at=clock.now(), **arguments)
        return Response(boards.contact_row(done))


class OneContact(ContactOrder):
    """One contact with its caller."""

    permission = Permission.CONTACT_VIEW

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="contacts_read")
    def get(self, request, contact_id: int):
        """Return a contact with number, words and positions; the reading is audited."""
        contact = _found(queries.visible_to(request.user), contact_id)
        audit.read(contact, by=request.user, at=clock.now(), what="contact")
        return Response(details.of(contact, person=request.user))


class Answer(ContactOrder):
    """Answer a contact."""

    takes = inputs.FenceInput

    @extend_schema(
        request=inputs.FenceInput, responses=OpenApiTypes.OBJECT, operation_id="contacts_answer"
    )
    def post(self, request, contact_id: int):
        """Answer what rings at you, or pick it out of the queue and answer at once."""
        return self.do(calls.answer, request, contact_id, **self.data(request))


class Claim(ContactOrder):
    """Pick a contact."""

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="contacts_claim")
    def post(self, request, contact_id: int):
        """Pick a waiting contact as a lease of fifteen seconds, or one left without an outcome."""
        return self.do(queue.claim, request, contact_id)


class Release(ContactOrder):
    """Give a contact back."""

    takes = inputs.FenceInput

    @extend_schema(
        request=inputs.FenceInput, responses=OpenApiTypes.OBJECT, operation_id="contacts_release"
    )
    def post(self, request, contact_id: int):
        """Give a contact back to its place in the queue."""
        return self.do(calls.release, request, contact_id, **self.data(request))


class Abandon(ContactOrder):
    """Say that the caller rang off."""

    permission = Permission.CONTACT_RECEIVE

    @extend_schema(request=Nothing, responses=OpenApiTypes.OBJECT, operation_id="contacts_abandon")
    def post(self, request, contact_id: int):
        """Say that the caller rang off before anybody answered."""
        return self.do(calls.abandon, request, contact_id)


class End(ContactOrder):
    """End a contact."""

    takes = inputs.EndInput

    @extend_schema(
        request=inputs.EndInput, responses=OpenApiTypes.OBJECT, operation_id="contacts_end"
    )
    def post(self, request, contact_id: int):
        """End a contact that has its outcome, or say that the line was cut."""
        return self.do(calls.end, request, contact_id, **self.data(request))


class Dispose(ContactOrder):
    """Record what came of a contact."""

    takes = inputs.DisposeInput

    @extend_schema(
        request=inputs.DisposeInput, responses=OpenApiTypes.OBJECT, operation_id="contacts_dispose"
    )
    def post(self, request, contact_id: int):
        """Record what came of a contact; without that none ends."""
        return self.do(calls.dispose, request, contact_id, **self.data(request))


class AddLocation(ContactOrder):
    """A better position."""

    permission = Permission.CONTACT_RECEIVE
    takes = inputs.CallerLocationInput

    @extend_schema(
        request=inputs.CallerLocationInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="contacts_locate",
    )
    def post(self, request, contact_id: int):
        """Add a position of the caller; the best one shows."""
        contact = self.contact(request, contact_id)
        location = Fix(**self.data(request))
        locations.add(contact_id=contact_id, location=location, by=request.user, at=clock.now())
        contact.refresh_from_db()
        return Response(boards.contact_row(contact), status=201)


class AddHandover(ContactOrder):
    """What the BT operator hands over."""

    permission = Permission.CONTACT_RECEIVE
    takes = inputs.HandoverInput

    @extend_schema(
        request=inputs.HandoverInput,
        responses={201: OpenApiTypes.OBJECT},
        operation_id="contacts_hand_over",
    )
    def post(self, request, contact_id: int):
        """Add what the operator says: centre, reference, whose line it is. Nothing is replaced."""
        self.contact(request, contact_id)
        block = Block(**self.data(request))
        done = operators.add(contact_id=contact_id, block=block, by=request.user, at=clock.now())
        return Response(boards.contact_row(done), status=201)


class MyState(Order):
    """What a handler says of themselves."""

    permission = Permission.CONTACT_TAKE
    takes = inputs.HandlerStateInput

    @extend_schema(
        request=inputs.HandlerStateInput,
        responses=OpenApiTypes.OBJECT,
        operation_id="handlers_my_state",
    )
    def post(self, request):
        """Say that you are available, on a break, in training or gone."""
        state = self.data(request)["state"]
        handler = handlers.change(state=state, by=request.user, at=clock.now())
        return Response(boards.handler_row(handler))


class Skills(Order):
    """What a handler takes."""

    permission = Permission.BOARD_SUPERVISOR
    takes = inputs.SkillsInput

    @extend_schema(
        request=inputs.SkillsInput, responses=OpenApiTypes.OBJECT, operation_id="handlers_teach"
    )
    def post(self, request, person_id: int):
        """Say what a handler takes from now on: 999, 101, digital."""
        skills = self.data(request)["skills"]
        handler = handlers.teach(
            person_id=person_id, skills=skills, by=request.user, at=clock.now()
        )
        return Response(boards.handler_row(handler))


class OnePayload(Order):
    """One payload that could not be read."""

    permission = Permission.BOARD_SUPERVISOR

    @extend_schema(responses=OpenApiTypes.OBJECT, operation_id="payloads_read")
    def get(self, request, payload_id: int):
        """Return a payload with what was sent; the reading is audited."""
        payload = queries.payload(payload_id)
        audit.read(payload, by=request.user, at=clock.now(), what="payload")
        return Response(details.payload(payload))


class ReviewPayload(Order):
    """Look at a payload."""

    permission = Permission.BOARD_SUPERVISOR
    takes = inputs.ReviewInput

    @extend_schema(
        request=inputs.ReviewInput, responses=OpenApiTypes.OBJECT, operation_id="payloads_review"
    )
    def post(self, request, payload_id: int):
        """Record what you did about a payload; its alert ends."""
        note = self.data(request)["note"]
        check_match(request, queries.payload(payload_id, is_held="If-Match" in request.headers))
        done = payloads.review(payload_id=payload_id, note=note, by=request.user, at=clock.now())
        return Response(details.payload_row(done))

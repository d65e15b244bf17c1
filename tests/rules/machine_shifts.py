"""People come, go, fall silent; time passes and the clocks are swept."""

from datetime import timedelta

from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import rule

from contactcentre.core.actions import people
from contactcentre.core.models import Duty
from contactcentre.countdowns.actions import sweep
from contactcentre.countdowns.models import Clock
from incidents.actions import duty
from tests.rules.floor import EVERYBODY, FLOOR, OFFICERS, Night

somebody = st.sampled_from((*FLOOR, *OFFICERS))
MOMENTS = (1, 11, 16, 31, 61, 125, 310, 700, 1900, 3700)


class ShiftRules:
    """Who is there, and what the clocks do meanwhile."""

    night: Night

    @rule(by=somebody)
    def somebody_comes(self, by):
        """Sign on at one's desk."""
        self.night.sign_on(by)

    @rule(by=somebody)
    def somebody_goes_home(self, by):
        """Sign off."""
        self.night.do(duty.sign_off, by=by)

    @rule(by=somebody, back=st.booleans())
    def somebody_takes_a_break(self, by, back):
        """Go on a break, or come back."""
        self.night.do(duty.end_break if back else duty.start_break, by=by)

    @rule(name=st.sampled_from(EVERYBODY), back=st.booleans())
    def an_account_is_closed_or_opened(self, name, back):
        """Deactivate or reactivate."""
        action = people.reactivate if back else duty.deactivate
        self.night.do(action, person_id=self.night.person(name).pk, by="admin")

    @rule(name=somebody, seconds=st.sampled_from([59, 61, 3600]))
    def somebodys_screens_fall_silent(self, name, seconds):
        """Their browser has not been heard for a while, by the real clock."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_duty SET last_seen_at = clock_timestamp() - %s * interval '1 second' "
                "FROM core_person WHERE core_person.id = person_id AND username = %s",
                [seconds, name],
            )

    @rule(name=somebody)
    def somebody_is_seen(self, name):
        """Their browser is heard again."""
        Duty.objects.saw([self.night.person(name).pk])

    @rule(seconds=st.sampled_from(MOMENTS))
    def time_passes(self, seconds):
        """Let time pass, and sweep: what was due has fired, all of it."""
        self.night.at += timedelta(seconds=seconds)
        sweep.run(by=self.night.floor.world.system, at=self.night.at)
        assert not Clock.objects.due(self.night.at).exists()

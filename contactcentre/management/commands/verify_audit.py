"""Check the audit trail and the logs of incidents against their chains, seals and anchors."""

from django.core.management.base import BaseCommand, CommandError

from contactcentre.core import verifying as core
from incidents import verifying as incidents


class Command(BaseCommand):
    """Find any edit, removal or other order: of logs, and of what is older than the last anchor."""

    help = "Verify the audit chain, its anchors and every log; exits 1 and says what is broken."

    def handle(self, *args, **options):
        """Print what was checked, or fail with what is wrong."""
        sealed, faults = core.audit_trail()
        lines, touched = incidents.logs()
        if faults or touched:
            raise CommandError("\n".join(faults + touched))
        self.stdout.write(f"{sealed} sealed entries verified; every anchor fits.")
        self.stdout.write(f"{lines} lines of incidents' logs verified; every chain is whole.")

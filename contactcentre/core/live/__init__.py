"""Live boards: what changed is told in the transaction, read once, and shown to whoever may see."""

from contactcentre.core.live.telling import tell

__all__ = ["tell"]

"""Who may use an endpoint; on its own because REST framework reads it while loading itself."""

from rest_framework.permissions import BasePermission

from contactcentre.core import permissions
from contactcentre.core.errors import NotAllowed


class SignedIn(BasePermission):
    """Anybody who has signed in, and has not been told to change their password first."""

    message = "Sign in first."

    def has_permission(self, request, view) -> bool:
        """Test it; anonymous requests are answered 401."""
        if not (request.user and request.user.is_authenticated):
            return False
        if request.user.must_change_password:
            raise NotAllowed("Change your password first; it was set by somebody else.")
        return True


class Named(SignedIn):
    """Whoever the endpoint's own permission for this method allows."""

    def has_permission(self, request, view) -> bool:
        """Test it; whoever is signed in and not allowed is refused with a sentence."""
        if not super().has_permission(request, view):
            return False
        permissions.check(request.user, view.permission_for(request.method))
        return True

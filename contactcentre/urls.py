"""Every address. The API is under /api/v1/, webhooks under /hooks/, pages come from desks."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from contactcentre.admin import site
from contactcentre.core import health
from contactcentre.core.api import converters
from contactcentre.core.api.authentication import BrowserSession
from contactcentre.desks import doors
from contactcentre.desks.views import metrics

converters.register()

docs = SpectacularSwaggerSplitView.as_view(
    url_name="api-schema", template_name="api/docs.html", authentication_classes=[BrowserSession]
)

api = [
    path("", include("contactcentre.core.api.urls")),
    path("", include("contactcentre.countdowns.api.urls")),
    path("", include("incidents.api.urls")),
    path("", include("contactcentre.contacts.api.urls")),
    path("", include("dispatch.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", doors.signed_in(docs), name="api-docs"),
]

urlpatterns = [
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.show, name="metrics"),
    path("admin/", site.urls),
    path("api/v1/", include(api)),
    path("hooks/", include("contactcentre.contacts.channels.urls")),
    path("hooks/", include("incidents.api.hooks")),
    path("hooks/", include("dispatch.api.hooks")),
    path("", include("contactcentre.desks.urls")),
]

handler400 = "contactcentre.desks.views.errors.bad_request"
handler403 = "contactcentre.desks.views.errors.not_allowed"
handler404 = "contactcentre.desks.views.errors.not_found"
handler500 = "contactcentre.desks.views.errors.server_error"

"""A real browser window at the pages that others wrote: the admin site and the API's."""

import pytest
from django.conf import settings
from django.test import Client

from tests.chromium import listen, open_chromium
from tests.world import World


@pytest.fixture
def window(live_server, committed_world: World):
    """A browser window in which the administrator is signed in, and what it complains of."""
    client = Client()
    client.force_login(committed_world.admin)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    with open_chromium() as browser:
        context = browser.new_context(base_url=live_server.url)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}
        context.add_cookies([cookie])
        yield listen(context.new_page())

"""The interactive page of the API works in a real browser under our strict content policy."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_the_page_of_the_api_draws_itself_and_tries_an_order(window):
    window.goto("/api/v1/docs/")
    window.wait_for_selector("#operations-incidents-incidents_grade")
    window.click("#operations-me-me .opblock-summary")
    window.click("#operations-me-me .try-out__btn")
    window.click("#operations-me-me .execute")
    window.wait_for_selector("#operations-me-me .live-responses-table .microlight")

    assert '"username": "admin"' in window.inner_text("#operations-me-me .live-responses-table")
    assert window.complaints == []

"""Several messages of another force about one thing, at the same moment."""

import pytest

from contactcentre.contacts.models import Contact
from incidents.models import IncomingTransfer, TransferMessage
from tests.agencies import HERS, agency, said, tell
from tests.races.together import errors, together

ROUNDS = 6


@pytest.mark.capability("A14")
def test_news_that_comes_with_what_it_is_news_of_makes_one_contact_and_no_grade_falls(
    committed_world,
):
    world = committed_world
    agency(world)
    for number in range(ROUNDS):
        about = {"transfer_id": f"t-{number}"}
        graded = [
            {"incident": HERS | {"grade": {"code": grade, "reason": "as they heard it"}}}
            for grade in "EIS"
        ]
        messages = [
            said(kind, f"{kind}-{number}-{turn}", **about, **told)
            for turn, (kind, told) in enumerate(
                zip(("CREATE", "UPDATE", "UPDATE"), graded, strict=True)
            )
        ]

        answers = together(*[lambda each=each: tell(world, each) for each in messages])

        assert errors(answers) == []
        made = IncomingTransfer.objects.get(key=f"t-{number}")
        assert made.grade == "I"
    assert Contact.objects.count() == ROUNDS
    assert TransferMessage.objects.count() == 3 * ROUNDS

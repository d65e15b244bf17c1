"""A new contact centre has one way in, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from contactcentre.core.models import AuditEntry, Person

NAME = ("s.keane", "Sam", "Keane")


def test_the_first_administrator_gets_a_password_to_be_changed(db, client):
    said = StringIO()

    call_command("appoint_administrator", *NAME, stdout=said)

    person = Person.objects.get(username="s.keane")
    password = said.getvalue().split(": ")[1].strip()
    assert person.check_password(password)
    assert person.must_change_password
    assert list(person.roles) == ["administrator"]
    assert AuditEntry.objects.get(name="person.created").by == "command-line"
    assert password not in str(AuditEntry.objects.values_list("detail", flat=True))


def test_there_is_no_second_first_administrator(db):
    call_command("appoint_administrator", *NAME, stdout=StringIO())

    with pytest.raises(CommandError, match="There is an administrator"):
        call_command("appoint_administrator", "another", "A", "Nother")


def test_a_name_that_nobody_may_have_is_refused_with_a_sentence(db):
    with pytest.raises(CommandError, match="name"):
        call_command("appoint_administrator", "not a name", "A", "Nother")

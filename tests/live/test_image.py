"""News is the difference between what was told and what the database says."""

from contactcentre.core.live.digests import digests
from contactcentre.core.live.image import Image, Told


def row(pk: int, version: int, scope: str = "AS") -> dict:
    return {"kind": "incident", "id": pk, "version": version, "scope": scope}


def told(version: int, *scopes: str, alarm: bool = False) -> Told:
    return Told(version, set(scopes), alarm)


def image_of(*rows: dict) -> Image:
    image = Image()
    image.replace("incident", [(r["scope"], r["id"], r["version"]) for r in rows])
    return image


def test_a_new_row_is_news():
    news = Image().learn("incident", [row(1, 1)], {1: told(1, "AS")})
    assert (news.rows, news.gone) == ([row(1, 1)], [])


def test_a_row_already_told_is_not_told_again():
    news = image_of(row(1, 3)).learn("incident", [row(1, 3)], {1: told(3, "AS")})
    assert not news


def test_an_alarm_is_heard_even_when_its_row_was_told_a_moment_ago():
    news = image_of(row(1, 3)).learn("incident", [row(1, 3)], {1: told(3, "AS", alarm=True)})
    assert news.rows == [row(1, 3)]
    assert news.alarms == {("incident", 1)}


def test_a_row_that_moved_is_gone_from_where_it_was_even_if_nobody_said_so():
    news = image_of(row(1, 3, "AS")).learn("incident", [row(1, 4, "CE")], {1: told(4, "CE")})
    assert news.rows == [row(1, 4, "CE")]
    assert news.gone == [row(1, 4, "AS")]


def test_a_row_never_told_here_is_gone_from_where_it_is_said_to_have_been():
    news = Image().learn("incident", [row(1, 4, "CE")], {1: told(4, "CE", "AS")})
    assert news.gone == [row(1, 4, "AS")]


def test_a_closed_row_is_gone_in_its_last_version():
    news = image_of(row(1, 3)).learn("incident", [], {1: told(4, "AS")})
    assert (news.rows, news.gone) == ([], [row(1, 4)])


def test_a_row_opened_and_closed_unseen_is_still_said_to_be_gone():
    news = Image().learn("incident", [], {1: told(2, "AS")})
    assert news.gone == [row(1, 2)]


def test_what_differs_is_found_whether_new_changed_moved_or_gone():
    image = image_of(row(1, 1), row(2, 1), row(3, 1), row(4, 1))
    now = [("AS", 1, 1), ("AS", 2, 2), ("CE", 3, 1), ("AS", 5, 1)]
    assert image.differing("incident", now) == {2, 3, 4, 5}


def test_a_database_put_back_to_an_earlier_moment_is_believed():
    image = image_of(row(1, 9))
    assert image.differing("incident", [("AS", 1, 7)]) == {1}
    assert image.learn("incident", [row(1, 7)], {1: Told()}).rows == [row(1, 7)]


def test_the_digest_covers_exactly_what_was_told():
    image = image_of(row(1, 1))
    image.learn("incident", [row(2, 1, "CE"), row(3, 5)], {2: Told(), 3: Told()})
    image.learn("incident", [], {1: Told()})
    assert image.digests() == digests([("incident", "CE", 2, 1), ("incident", "AS", 3, 5)])


def test_two_changes_of_one_row_are_told_as_one():
    both = Told()
    both.add({"k": "incident", "i": 1, "v": 2, "s": "AS", "a": 1})
    both.add({"k": "incident", "i": 1, "v": 3, "s": "CE", "w": ["AS"]})
    assert both == told(3, "AS", "CE", alarm=True)

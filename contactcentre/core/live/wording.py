"""Messages as text: each row is written once, however many views it appears in."""

import json

from rest_framework.utils.encoders import JSONEncoder

from contactcentre.core.live.audience import View
from contactcentre.core.live.digests import Digests
from contactcentre.core.live.image import News
from contactcentre.core.live.reading import Facts


def write(value) -> str:
    """Write a value as compact JSON, exactly as the API does."""
    return json.dumps(
        value, cls=JSONEncoder, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


class NewsWriter:
    """Writes one piece of news for each view that it concerns."""

    def __init__(self, news: News):
        self._rows = [(row, write(row)) for row in news.rows]
        self._gone = [(left, write(left)) for left in news.gone]
        self._alarms = news.alarms

    def text_for(self, view: View) -> str | None:
        """Write the news as this view sees it, or nothing when it sees none of it."""
        rows = [(row, text) for row, text in self._rows if view.shows(row)]
        gone = [text for left, text in self._gone if view.shows(left)]
        if not rows and not gone:
            return None
        alarm = write(any((row["kind"], row["id"]) in self._alarms for row, _text in rows))
        shown = ",".join(text for _row, text in rows)
        return f'{{"type":"news","rows":[{shown}],"gone":[{",".join(gone)}],"alarm":{alarm}}}'


def beat(view: View, every: Digests, facts: Facts) -> str:
    """Write the beat of a view: its digests and figures, the time, and the age of the clocks."""
    seen = {f"{kind}:{scope}" for kind in view.kinds for scope in view.scopes}
    return write(
        {
            "type": "beat",
            "at": facts.at,
            "speed": facts.speed,
            "clocks_age": facts.clocks_age,
            "digests": {key: every[key] for key in seen & every.keys()},
            "figures": {s: facts.figures[s] for s in view.scopes & facts.figures.keys()},
        }
    )

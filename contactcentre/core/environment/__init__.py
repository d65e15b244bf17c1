"""What the environment may say: read and checked at start, before anything else runs."""

from collections.abc import Mapping

from contactcentre.core.environment import production, words
from contactcentre.core.environment.variables import MAY_BE_EMPTY, NOTIFY, VARIABLES, Variable
from contactcentre.core.environment.words import Unsafe

__all__ = ["NOTIFY", "VARIABLES", "Unsafe", "Variable", "read"]


def read(given: Mapping[str, str]) -> dict[str, object]:
    """
    Return the value of every variable, read from an environment.

    :raises Unsafe: with one sentence that names the variable and the mend
    """
    values = {name: _value(each, given.get(name)) for name, each in VARIABLES.items()}
    is_virtual = values["DEMO"] or values["TEST"]
    values["VIRTUAL_CLOCK"] = is_virtual
    for name in ("BEHIND_TLS", "MFA_REQUIRED"):
        values[name] = not is_virtual if values[name] is None else values[name]
    production.check_secrets(values)
    production.check_texts(values)
    if is_virtual:
        production.check_demonstration(values)
    else:
        production.check_production(given, values)
    return values


def _value(variable: Variable, text: str | None) -> object:
    text = variable.default if text is None else text
    if not text and variable.name in MAY_BE_EMPTY:
        return None
    words.check_visible(variable.name, text)
    try:
        return variable.read(text)
    except Unsafe as refusal:
        raise Unsafe(str(refusal).format(name=variable.name)) from None

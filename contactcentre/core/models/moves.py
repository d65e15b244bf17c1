"""The second wall behind every life cycle: PostgreSQL refuses a move not in its table."""

import pgtrigger

REFUSE = """
IF (OLD.{{columns.{field}}} || '>' || NEW.{{columns.{field}}}) = ANY (ARRAY[{moves}]) IS NOT TRUE
THEN
    RAISE EXCEPTION '% % cannot move from % to %.',
        TG_TABLE_NAME, OLD.id, OLD.{{columns.{field}}}, NEW.{{columns.{field}}}
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
RETURN NEW;
"""


def moves_trigger(field: str, moves: dict) -> pgtrigger.Trigger:
    """
    Build the trigger that holds a status field to its table of moves.

    The table is the one that Python's check_move reads (STYLE 8): each status with the set of
    those that may follow it. A change of the table shows as a new migration.
    """
    name = f"{field}_moves"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(field),
        condition=pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}),
        func=pgtrigger.Func(REFUSE.format(field=field, moves=_listed(moves), name=name)),
    )


def _listed(moves: dict) -> str:
    pairs = sorted(f"{one}>{other}" for one in moves for other in moves[one])
    return ", ".join(f"'{pair}'" for pair in pairs)

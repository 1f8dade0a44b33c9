"""People who are there already: how they come to be is shown by the tests of enrolment."""

from contextlib import closing

from jiaozi.access.model import PrincipalRow, Role
from jiaozi.access.schema import PRINCIPALS
from jiaozi.platform import Platform


def add_person(platform: Platform, role: Role, institution: int, subject: int = 0, name: str = "Somebody") -> int:
    """A principal with rights since now, as if it had enrolled."""
    number, now = platform.ids.take_account(), platform.clock.now()
    row = PrincipalRow(
        id=number,
        role=role.value,
        institution=institution,
        subject=subject,
        name="" if role == Role.HOLDER else name,
        status="active",
        created_at=now,
        keys_issued=1,
        generation=0,
        enrolment=0,
        rights_since=now,
        vouched=1,
        suspended_by=0,
    )
    with closing(platform.engine.connect()) as connection:
        connection.begin()
        connection.insert("principals", PRINCIPALS.columns, [PRINCIPALS.values_of(row)])
        connection.commit()
    return number


def resume(platform: Platform, person: int) -> None:
    """Gives a suspended principal its rights back."""
    with closing(platform.engine.connect()) as connection:
        connection.begin()
        connection.execute("UPDATE principals SET status = 'active', suspended_by = 0 WHERE id = ?", (person,))
        connection.commit()

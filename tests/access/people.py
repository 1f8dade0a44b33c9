"""People who are there already: how they come to be is shown by the tests of enrolment."""

from contextlib import closing

from jiaozi.access.model import PrincipalRow, Role, Subject
from jiaozi.access.schema import PRINCIPALS
from jiaozi.kinds import EnrolmentNo, InstitutionNo, MerchantNo, PrincipalNo
from jiaozi.platform import Platform


def add_person(
    platform: Platform,
    role: Role,
    institution: InstitutionNo,
    subject: Subject = MerchantNo(0),
    name: str = "Somebody",
) -> PrincipalNo:
    """A principal with rights since now, as if it had enrolled."""
    number, now = PrincipalNo(platform.ids.take_account()), platform.clock.now()
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
        enrolment=EnrolmentNo(0),
        rights_since=now,
        vouched=1,
        suspended_by=InstitutionNo(0),
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

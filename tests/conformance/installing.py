"""Many accounts, imports and rules of an installation for the sweep over all ledgers."""

from datetime import date, timedelta

from tests import samples
from tests.conformance.growth import Growth, at
from tests.conftest import NOW, World
from tests.samples import made
from xuncha.core.permissions import Role
from xuncha.foundation.accounts.models import Grant, User
from xuncha.foundation.imports.models import ImportBatch
from xuncha.foundation.regulations.models import DeadlineRule


def batches(world: World, numbers: range) -> None:
    file = (ImportBatch.objects.first() or samples.upload(world)).file
    ImportBatch.objects.bulk_create(
        ImportBatch(
            kind="orgs",
            jurisdiction=world.city,
            file=file,
            name=f"{n}.xlsx",
            state="draft",
            state_since=NOW,
            **made(world),
        )
        for n in numbers
    )


def rules(world: World, numbers: range) -> None:
    DeadlineRule.objects.bulk_create(
        DeadlineRule(
            code=f"r{n}",
            name=f"规则{n}",
            trigger="feedback.held",
            offset=1,
            unit="month",
            deliverable="交",
            owner=Role.OFFICE_CLERK,
            valid_from=date(2022, 1, 1),
            jurisdiction=world.city,
        )
        for n in numbers
    )


def accounts(world: World, numbers: range) -> None:
    opened = User.objects.bulk_create(
        User(username=f"u{n}", name=f"账号{n}", organisation=world.units[0]) for n in numbers
    )
    Grant.objects.bulk_create(
        Grant(user=user, role=Role.INSPECTOR, scope_id=world.teams[0].pk, valid_from=NOW - timedelta(days=1))
        for user in opened
    )


INSTALLATION: dict[str, Growth] = {
    "accounts.people": Growth(at("accounts:people"), Role.AUDIT_ADMIN, accounts),
    "imports.batches": Growth(at("imports:imports"), Role.OFFICE_CLERK, batches),
    "regulations.rules": Growth(at("regulations:rules"), Role.OFFICE_CLERK, rules),
}

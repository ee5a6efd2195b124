"""What tests of the doors share: the cast in its small province, and a browser in which one of them is logged in."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import cast


@pytest.fixture
def world(db: None) -> cast.World:
    """Tỉnh Mẫu with its units, people and accounts."""
    return cast.again()


@pytest.fixture
def as_(world: cast.World) -> Callable[[str], Client]:
    """A client in which this member of the cast is logged in; the citizen is not."""

    def enter(who: str) -> Client:
        client = Client()
        if who != "citizen":
            client.force_login(world.accounts[who])
        return client

    return enter

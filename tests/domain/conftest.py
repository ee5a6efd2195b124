"""What tests of the domain share: the cast in its small province."""

import pytest

from tests import cast


@pytest.fixture
def world(db) -> cast.World:
    """Tỉnh Mẫu with its units, people and accounts."""
    return cast.again()

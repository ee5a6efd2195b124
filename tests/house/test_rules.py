"""The product keeps the rules of the house."""

import pytest

from tests.house import rules


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.__name__)
def test_rule(rule):
    assert rule() == []

"""What is wrong with a published record, and what bringing it in would do."""

from thidua.domain.register.checks.plan import Plan, plan
from thidua.domain.register.checks.published import Published, Statement, read

__all__ = ["Plan", "Published", "Statement", "plan", "read"]

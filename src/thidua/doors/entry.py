"""How people get in: allauth's log-in by user name, no sign-up by oneself."""

from allauth.account.adapter import DefaultAccountAdapter


class Adapter(DefaultAccountAdapter):
    """Accounts are made by an administrator of the agency, never by a visitor."""

    def is_open_for_signup(self, request):
        """Nobody signs up alone."""
        return False

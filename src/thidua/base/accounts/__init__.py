"""Who can log in. What a person may do is not here: roles are held in `domain.people`.

Promise: no account has a default password; the sample's accounts are marked and removable.
"""

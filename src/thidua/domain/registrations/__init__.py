"""Who takes part in a movement, aiming at which title.

Words: registration (đăng ký thi đua), aim (danh hiệu đăng ký).
Promises: one registration per unit and movement; only the unit above approves or refuses it, and a refusal says why.
"""

"""Initiatives and their recognition.

Words: initiative (sáng kiến), topic (đề tài, đề án), reach (phạm vi ảnh hưởng).
Promise: only a recognition with its decision counts for a title.
"""

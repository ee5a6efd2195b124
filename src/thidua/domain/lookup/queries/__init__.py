"""Questions to the index: what a text asks for, by which words a thing is found, which things hold them."""

from thidua.domain.lookup.queries.finding import Candidates, candidates
from thidua.domain.lookup.queries.sources import ids_after, texts, with_successors
from thidua.domain.lookup.queries.words import asked_words, words_of

__all__ = ["Candidates", "asked_words", "candidates", "ids_after", "texts", "with_successors", "words_of"]

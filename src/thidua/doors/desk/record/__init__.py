"""The book of honours and the summary of any span of years."""

"""The desk: where staff work. One folder a subject, each with urls, views, forms and templates."""

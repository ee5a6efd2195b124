"""The apps in the field's words, on floors; see .importlinter."""

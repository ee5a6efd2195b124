"""Dossiers and their appraisal."""

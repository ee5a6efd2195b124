"""One box over people, units, movements, dossiers and decisions that the actor may see."""

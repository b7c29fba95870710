"""Inspecting what was built: the files of the output folder as they lie there, whatever made them so."""

"""How it fits together: records and the date → Site + problems. Do they fit together?"""

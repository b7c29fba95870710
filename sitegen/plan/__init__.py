"""What a reader gets: Site → pages + problems. Which addresses will exist, and what does each show?"""

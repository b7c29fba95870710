"""What an editor writes: files → records + problems. Is this file by itself right?"""

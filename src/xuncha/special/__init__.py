"""Important matters reported at once, and material on a principal: facts with their sources, sealed. (feature B12)"""

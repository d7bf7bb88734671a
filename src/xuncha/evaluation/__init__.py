"""How well problems were put right: schemes, votes, scores, the sheet, what follows. (feature C13)"""

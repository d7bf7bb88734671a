"""Return visits, look-backs, covert checks (回访督查、回头看、暗访): is what was reported put right? (C12)"""

"""What must hold in an evaluation; plain Python. (domain §5.4, §8.5, §8.7)"""

"""What leaves the product as a file: who took it, when, what for; the number it carries. (E06)"""

"""
Solvers for the two decisions that cost an office most: whom to inspect when, and who may go where.

Plain Python, no Django. The solver libraries are loaded inside the functions that call them, so that the web server,
which only looks at results, never carries them.
"""

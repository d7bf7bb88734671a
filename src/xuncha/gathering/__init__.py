"""What a team gathers in the field: talks, material on request, visits, meetings attended, the week. (B01, B04)"""

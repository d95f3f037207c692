"""The demonstration: four invented years of four real neighbourhoods, played through the portal's own services.

Texts are data (``data/*.json``); what happens is told as stories (``stage``), in the order of time, so that
numbers, history and notices come out as they would have in real life.
"""

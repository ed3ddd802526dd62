"""Measurements on question sets and input beside the repository; never imported."""

"""The form page of the subsidy calculator."""

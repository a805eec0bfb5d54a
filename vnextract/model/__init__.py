"""The sequence model beside the rules: what it sees, how it is trained, when it is believed."""

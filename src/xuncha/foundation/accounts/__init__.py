"""People who sign in, what they may do where and until when, and how they prove who they are."""

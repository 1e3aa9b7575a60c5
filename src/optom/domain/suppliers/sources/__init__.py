"""Where files of a feed come from by themselves: `terms` say where and how to sign in, `fetching.fetch` brings them."""
